// SPDX-License-Identifier: Apache-2.0
/** An application for goods in stock: logs through Log4j2, and emits events. */
@NullMarked
package dev.zerobus.samples.war.stock;

import org.jspecify.annotations.NullMarked;
