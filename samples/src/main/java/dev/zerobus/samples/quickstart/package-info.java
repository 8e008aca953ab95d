// SPDX-License-Identifier: Apache-2.0
/** The README's first steps, compiled and run by a test. */
@NullMarked
package dev.zerobus.samples.quickstart;

import org.jspecify.annotations.NullMarked;
