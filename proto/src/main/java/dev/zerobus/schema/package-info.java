// SPDX-License-Identifier: Apache-2.0
/**
 * What a table looks like: its name, columns and types, how they are written in SQL and Delta, and which protobuf message
 * carries one row of it.
 *
 * <p>Entry type: {@link dev.zerobus.schema.TableSchema}. Everything here is immutable and safe from any thread. Nothing is
 * null unless it says so.
 */
@NullMarked
package dev.zerobus.schema;

import org.jspecify.annotations.NullMarked;
