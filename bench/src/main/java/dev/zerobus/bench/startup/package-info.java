// SPDX-License-Identifier: Apache-2.0
/**
 * What an agent costs an application that starts: entry type {@link dev.zerobus.bench.startup.Startup}. Every run is a
 * fresh JVM; the harness has one thread.
 */
@NullMarked
package dev.zerobus.bench.startup;

import org.jspecify.annotations.NullMarked;
