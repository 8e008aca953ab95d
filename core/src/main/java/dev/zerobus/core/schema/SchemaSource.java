// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.schema;

import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;

/** Knows what tables look like. Safe from any thread. */
@FunctionalInterface
public interface SchemaSource {

    /**
     * Asks what a table looks like now. Blocks, within the source's own time limits; nothing is remembered between calls.
     *
     * @param table the table
     * @return its schema
     * @throws SchemaException if it is not known; the exception says whether asking again can help
     */
    TableSchema fetch(TableName table) throws SchemaException;
}
