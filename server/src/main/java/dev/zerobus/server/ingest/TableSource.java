// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import org.jspecify.annotations.Nullable;

/** The tables that can be written to. Called from any thread. */
@FunctionalInterface
public interface TableSource {

    /**
     * Finds a table.
     *
     * @param name its name
     * @return its schema, or null if there is no such table
     */
    @Nullable
    TableSchema find(TableName name);
}
