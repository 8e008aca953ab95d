// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages inside a row message, by the names that fields call them. Those names keep the package of the client's file
 * ({@code .shop.Row.Line}) although the package does not arrive (Zerobus public SDK), so a name is compared from its end.
 * Immutable.
 */
final class NestedTypes {

    /** A message and its path from the row message, such as {@code Row.Line}. */
    record Found(String path, DescriptorProto message) {}

    private final Map<String, DescriptorProto> byPath = new HashMap<>();

    NestedTypes(DescriptorProto row) {
        add(row.getName(), row);
    }

    private void add(String path, DescriptorProto message) {
        byPath.putIfAbsent(path, message);
        for (DescriptorProto nested : message.getNestedTypeList()) {
            add(path + '.' + nested.getName(), nested);
        }
    }

    /**
     * Finds the message that a field names.
     *
     * @param typeName {@code .pkg.Row.Line}, or a name relative to the message that the field is in
     * @param scope the path of that message
     */
    @Nullable
    Found find(String typeName, String scope) {
        if (!typeName.startsWith(".")) {
            for (String from = scope; !from.isEmpty(); from = parent(from)) {
                Found found = found(from + '.' + typeName);
                if (found != null) {
                    return found;
                }
            }
        }
        String rest = typeName.startsWith(".") ? typeName.substring(1) : typeName;
        while (true) {
            Found found = found(rest);
            int dot = rest.indexOf('.');
            if (found != null || dot < 0) {
                return found;
            }
            rest = rest.substring(dot + 1);
        }
    }

    private @Nullable Found found(String path) {
        DescriptorProto message = byPath.get(path);
        return message == null ? null : new Found(path, message);
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }
}
