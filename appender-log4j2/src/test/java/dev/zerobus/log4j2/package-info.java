// SPDX-License-Identifier: Apache-2.0
/** Tests of the appender, in this process and in others, against the embedded server as a process of its own. */
@NullMarked
package dev.zerobus.log4j2;

import org.jspecify.annotations.NullMarked;
