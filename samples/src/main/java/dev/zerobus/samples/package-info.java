// SPDX-License-Identifier: Apache-2.0
/** Real applications that show how it is used, and what they share. */
@NullMarked
package dev.zerobus.samples;

import org.jspecify.annotations.NullMarked;
