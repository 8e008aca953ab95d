// SPDX-License-Identifier: Apache-2.0
/**
 * The embedded server: a Zerobus-compatible endpoint for laptops, tests and CI, in a JVM of its own or inside another one.
 *
 * <pre>
 *    gRPC (ingest) --rows--&gt; write-ahead log (wal) --each tick--&gt; Delta tables (delta, table)
 *    HTTP (http): tokens, Unity Catalog           everything lies in one data directory:
 *    auth, tls, record: who, how, what            DIR/lock, DIR/wal, DIR/tables/catalog/schema/table, DIR/tls
 * </pre>
 *
 * <p>Entry types: {@link dev.zerobus.server.ZerobusServer} for programs, {@link dev.zerobus.server.ServerMain} for the command
 * line, {@code dev.zerobus.server.junit} for tests. Nothing is null unless it says so.
 */
@NullMarked
package dev.zerobus.server;

import org.jspecify.annotations.NullMarked;
