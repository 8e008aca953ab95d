// SPDX-License-Identifier: Apache-2.0
/**
 * What is so for every row of a process: service, host, process, container, pod, and constants of the configuration.
 *
 * <pre>
 *   application thread      house thread                          drain thread
 *   (writes none of it)     first schema --&gt; Resource.get() --&gt; RowPlan: written once, copied into each row
 * </pre>
 *
 * <p>Entry type: {@link dev.zerobus.core.resource.Resource}. Thread rule: everything is immutable, or owned by the one call
 * that finds the facts; that is made on the house thread. Nothing here uses the network, touches the disk before the first
 * event, or throws.
 */
@NullMarked
package dev.zerobus.core.resource;

import org.jspecify.annotations.NullMarked;
