// SPDX-License-Identifier: Apache-2.0
/**
 * What a lane counts, in words of its domain, and how the numbers are read.
 *
 * <p>Entry types: {@link dev.zerobus.core.metrics.LaneMetrics} is what a lane reports to, {@link
 * dev.zerobus.core.metrics.CountingLaneMetrics} counts, {@link dev.zerobus.core.metrics.LaneSnapshot} is the result, and
 * {@link dev.zerobus.core.metrics.LaneJmx} shows it through JMX. Bridges to metric libraries stay outside of this module.
 *
 * <p>Threads: everything here is safe from any thread; reporting takes no lock and, in the steady state, allocates nothing.
 */
@NullMarked
package dev.zerobus.core.metrics;

import org.jspecify.annotations.NullMarked;
