// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import dev.zerobus.core.row.ColumnMapping;
import java.util.List;

/** Columns with their sources, separated by commas. */
final class ColumnMappingType extends OptionType<ColumnMapping> {

    @Override
    ColumnMapping parse(String text) {
        return ColumnMapping.parse(text);
    }

    @Override
    String right() {
        return "column=source separated by commas (a colon may stand for the equals sign), such as msg=message,req=request_id";
    }

    @Override
    List<String> wrong() {
        return List.of("a", "a=", "=b", "a=b,,c=d", "a=b,A=c", "a b=c", "a=x\ty");
    }
}
