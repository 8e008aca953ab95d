// SPDX-License-Identifier: Apache-2.0
/**
 * The tables of a data directory: each is a real Delta table at {@code DATA/tables/catalog/schema/table}, whose own log says
 * what its schema is.
 *
 * <p>Entry type: {@link dev.zerobus.server.table.TableCatalog}, safe from any thread.
 */
@NullMarked
package dev.zerobus.server.table;

import org.jspecify.annotations.NullMarked;
