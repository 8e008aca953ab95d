// SPDX-License-Identifier: Apache-2.0
/** The client inside an application. */
@NullMarked
package dev.zerobus.core;

import org.jspecify.annotations.NullMarked;
