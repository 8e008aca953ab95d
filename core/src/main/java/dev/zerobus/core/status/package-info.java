// SPDX-License-Identifier: Apache-2.0
/** To be described. */
@NullMarked
package dev.zerobus.core.status;

import org.jspecify.annotations.NullMarked;
