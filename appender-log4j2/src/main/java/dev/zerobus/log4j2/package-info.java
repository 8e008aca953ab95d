// SPDX-License-Identifier: Apache-2.0
/**
 * The appender of Log4j2.
 */
@NullMarked
package dev.zerobus.log4j2;

import org.jspecify.annotations.NullMarked;
