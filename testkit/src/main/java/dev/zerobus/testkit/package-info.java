// SPDX-License-Identifier: Apache-2.0
/**
 * What tests of several modules share.
 */
@NullMarked
package dev.zerobus.testkit;

import org.jspecify.annotations.NullMarked;
