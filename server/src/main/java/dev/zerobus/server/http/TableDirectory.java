// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.http;

import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The tables that can be looked up. Called by HTTP threads. */
public interface TableDirectory {
    /**
     * Finds a table.
     *
     * @param name its name
     * @return its schema, or null if there is no such table
     */
    @Nullable
    TableSchema find(TableName name);

    /**
     * Returns where a table lies.
     *
     * @param name its name
     * @return its directory
     */
    Path location(TableName name);
}
