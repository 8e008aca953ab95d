// SPDX-License-Identifier: Apache-2.0
/** An application for orders: logs through Logback, and emits events. */
@NullMarked
package dev.zerobus.samples.war.orders;

import org.jspecify.annotations.NullMarked;
