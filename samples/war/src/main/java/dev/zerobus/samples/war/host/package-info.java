// SPDX-License-Identifier: Apache-2.0
/**
 * A small host of web-like applications: {@link dev.zerobus.samples.war.host.Host} gives each a class loader of its own with
 * its own libraries, starts it, and drops it again. It knows nothing of Zerobus, and nothing of the applications.
 *
 * <p>Threads: the main thread; each application has its own.
 */
@NullMarked
package dev.zerobus.samples.war.host;

import org.jspecify.annotations.NullMarked;
