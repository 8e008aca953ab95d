// SPDX-License-Identifier: Apache-2.0
/**
 * The client inside an application.
 *
 * <p>Entry type: {@link dev.zerobus.core.ZerobusClient}, made from a {@link dev.zerobus.core.config.ZerobusConfig}.
 *
 * <pre>
 *   application threads            zerobus-drain-LANE, one a lane         zerobus-house
 *   -------------------            ------------------------------         -------------
 *   begin: which lane? --encode--&gt; ring --transcode--&gt; batch --&gt; stream   tokens, schemas
 * </pre>
 *
 * <p>Threads: everything public here is safe from any thread. Nothing throws once a client has started.
 */
@NullMarked
package dev.zerobus.core;

import org.jspecify.annotations.NullMarked;
