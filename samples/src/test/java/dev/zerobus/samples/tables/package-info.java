// SPDX-License-Identifier: Apache-2.0
/** The ready-made tables and the check of a configuration, against the real server. */
package dev.zerobus.samples.tables;
