// SPDX-License-Identifier: Apache-2.0
/** The write-ahead log. */
@NullMarked
package dev.zerobus.server.wal;

import org.jspecify.annotations.NullMarked;
