// SPDX-License-Identifier: Apache-2.0
/**
 * The appender of Logback.
 */
@NullMarked
package dev.zerobus.logback;

import org.jspecify.annotations.NullMarked;
