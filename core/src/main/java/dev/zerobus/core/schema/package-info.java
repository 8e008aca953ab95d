// SPDX-License-Identifier: Apache-2.0
/**
 * Where a table's schema comes from: Unity Catalog's REST call, or files with {@code CREATE TABLE} statements.
 *
 * <p>Entry type: {@link dev.zerobus.core.schema.SchemaSource}. Thread rule: sources block, so only the house thread calls
 * them; they hold no mutable state and are safe from any thread.
 */
@NullMarked
package dev.zerobus.core.schema;

import org.jspecify.annotations.NullMarked;
