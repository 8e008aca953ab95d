// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.table;

import dev.zerobus.schema.TableName;
import java.io.IOException;

/** A table can not be created because there is one of that name. */
public final class TableExistsException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param table the table that is there
     */
    TableExistsException(TableName table) {
        super("table " + table + " exists already; say CREATE TABLE IF NOT EXISTS to keep it as it is");
    }
}
