// SPDX-License-Identifier: Apache-2.0
/**
 * What a client is told before it starts: one table of options, from which parsing, checking and the reference in {@code
 * docs/configuration.md} derive.
 *
 * <p>Entry type: {@link dev.zerobus.core.config.ZerobusConfig}; its builder is the only door. Texts from agent arguments,
 * system properties, the environment and a file are layers in front of it:
 *
 * <pre>
 *   builder  &gt;  agent arguments  &gt;  -Dzerobus.x.y  &gt;  ZEROBUS_X_Y  &gt;  file  &gt;  default
 *      \_______________|_________________|_____________|__________|_________/
 *                                        v
 *                        Resolver: parse, check, collect every problem
 *                                        v
 *                       ZerobusConfig, or one ConfigException that names all
 * </pre>
 *
 * <p>Threads: a builder belongs to the thread that uses it; everything else is immutable. Nothing here opens a connection,
 * touches a logging framework or prints. An agent reads its configuration before {@code main}: what runs for right values
 * has no lambdas and no streams, of which a process's first costs tens of milliseconds (a test of the agent looks).
 */
@NullMarked
package dev.zerobus.core.config;

import org.jspecify.annotations.NullMarked;
