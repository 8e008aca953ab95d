// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import dev.zerobus.schema.TableName;
import java.util.List;

/** A table's full name. */
final class TableNameType extends OptionType<TableName> {

    @Override
    TableName parse(String text) {
        try {
            return TableName.of(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("this is not a full table name", e);
        }
    }

    @Override
    String right() {
        return "catalog.schema.table in ASCII letters, digits and underscores, such as main.shop.orders";
    }

    @Override
    List<String> wrong() {
        return List.of("orders", "shop.orders", "a.b.c.d", "main.shop.or-ders", "main..orders");
    }
}
