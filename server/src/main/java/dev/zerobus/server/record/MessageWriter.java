// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.record;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** A message descriptor being written, with names for nested types that clash with nothing. Used by one thread. */
final class MessageWriter {

    private final DescriptorProto.Builder message;
    private final String fullName;
    private final Set<String> taken = new HashSet<>();

    MessageWriter(String name, String fullName) {
        this.message = DescriptorProto.newBuilder().setName(name);
        this.fullName = fullName;
    }

    /** Keeps names for fields; fields and nested types share one space of names. */
    void reserve(Collection<String> fieldNames) {
        taken.addAll(fieldNames);
    }

    void add(FieldDescriptorProto.Builder field) {
        message.addField(field);
    }

    /** A free name for a field's type: the field's name in camel case, as protoc does it for maps. */
    String nameFor(String fieldName, String suffix) {
        StringBuilder camel = new StringBuilder();
        boolean grow = true;
        for (int i = 0; i < fieldName.length(); i++) {
            char c = fieldName.charAt(i);
            if (c != '_') {
                camel.append(grow ? Character.toUpperCase(c) : c);
            }
            grow = c == '_';
        }
        if (camel.isEmpty() || Character.isDigit(camel.charAt(0))) {
            camel.insert(0, '_');
        }
        camel.append(suffix);
        while (!taken.add(camel.toString())) {
            camel.append('_');
        }
        return camel.toString();
    }

    MessageWriter nested(String name) {
        return new MessageWriter(name, fullName + '.' + name);
    }

    /** Puts a message inside this one and returns how fields call it. */
    String addNested(MessageWriter nested) {
        message.addNestedType(nested.build());
        return nested.fullName;
    }

    MessageWriter asMapEntry() {
        message.setOptions(MessageOptions.newBuilder().setMapEntry(true));
        return this;
    }

    DescriptorProto build() {
        return message.build();
    }
}
