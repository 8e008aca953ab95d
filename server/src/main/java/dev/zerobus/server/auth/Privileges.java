// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.auth;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Privileges on one object: what a grant gives, and what one entry of {@code authorization_details} asks for.
 *
 * @param type the kind of object
 * @param path its full name, such as {@code main.shop} for a schema; compared without case
 * @param names the privileges in upper case with blanks, such as {@code USE SCHEMA}
 */
public record Privileges(ObjectType type, String path, Set<String> names) {

    /** What can be granted on. */
    public enum ObjectType {
        /** A catalog, one part. */
        CATALOG(1),
        /** A schema, two parts. */
        SCHEMA(2),
        /** A table, three parts. */
        TABLE(3);

        private final int parts;

        ObjectType(int parts) {
            this.parts = parts;
        }

        int parts() {
            return parts;
        }
    }

    /**
     * Creates and checks.
     *
     * @param type the kind of object
     * @param path its full name
     * @param names the privileges; underscores and case do not matter
     * @throws IllegalArgumentException if the path has the wrong number of parts, or there is no privilege
     */
    public Privileges {
        if (path.split("\\.", -1).length != type.parts() || path.startsWith(".") || path.endsWith(".")) {
            throw new IllegalArgumentException("'" + path + "' is not the full name of a " + type + ": it takes "
                    + type.parts() + " part" + (type.parts() > 1 ? "s joined by dots" : ""));
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "no privileges on " + type + " " + path + ": name at least one, such as SELECT");
        }
        path = path.toLowerCase(Locale.ROOT);
        names = names.stream()
                .map(n -> n.trim().replace('_', ' ').toUpperCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    static Privileges of(ObjectType type, String path, String... names) {
        return new Privileges(type, path, Set.copyOf(List.of(names)));
    }

    @Override
    public String toString() {
        return String.join(", ", new TreeSet<>(names)) + " ON " + type + " " + path;
    }
}
