// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.auth;

import dev.zerobus.schema.TableName;
import dev.zerobus.server.auth.Privileges.ObjectType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What one principal was granted. Immutable. */
final class Grants {

    static final String USE_CATALOG = "USE CATALOG";
    static final String USE_SCHEMA = "USE SCHEMA";
    static final String SELECT = "SELECT";
    static final String MODIFY = "MODIFY";
    static final String ALL = "ALL PRIVILEGES";

    private final List<Privileges> granted;

    Grants(List<Privileges> granted) {
        this.granted = List.copyOf(granted);
    }

    /** What a stream needs on a table, as clients ask for it (Zerobus public SDK, {@code authorization_details}). */
    static List<Privileges> forStream(TableName table) {
        return List.of(
                Privileges.of(ObjectType.CATALOG, table.catalog(), USE_CATALOG),
                Privileges.of(ObjectType.SCHEMA, table.catalog() + '.' + table.schema(), USE_SCHEMA),
                Privileges.of(ObjectType.TABLE, table.fullName(), SELECT, MODIFY));
    }

    /**
     * What of a wish was not granted on the very object that is named, one line each; empty if nothing is missing.
     * USE CATALOG and USE SCHEMA come down from above; SELECT and MODIFY do not, nor does ALL PRIVILEGES stand for them
     * (Zerobus public documentation: grants must be on the table itself).
     */
    List<String> missing(Privileges wish) {
        List<String> missing = new ArrayList<>();
        for (String name : wish.names().stream().sorted().toList()) {
            boolean inherits = name.startsWith("USE ");
            if (inherits ? inherited(wish, name) : direct(wish, name)) {
                continue;
            }
            String line = name + " ON " + wish.type() + " " + wish.path();
            if (direct(wish, ALL)) {
                line += " (ALL PRIVILEGES does not stand for it: grant it by name)";
            } else if (inherited(wish, name)) {
                line += " (granted above, but an inherited grant does not count here: grant it on the object itself)";
            }
            missing.add(line);
        }
        return missing;
    }

    List<String> missing(List<Privileges> wishes) {
        return wishes.stream().flatMap(w -> missing(w).stream()).collect(Collectors.toList());
    }

    /** Whether the principal may know about a table: the ways to it, and anything on it or above it. */
    List<String> missingForMetadata(TableName table) {
        List<String> missing = new ArrayList<>();
        List<Privileges> stream = forStream(table);
        missing.addAll(missing(stream.get(0)));
        missing.addAll(missing(stream.get(1)));
        Privileges onTable = stream.get(2);
        if (!inherited(onTable, SELECT) && !inherited(onTable, MODIFY)) {
            missing.add("SELECT ON TABLE " + onTable.path());
        }
        return missing;
    }

    private boolean direct(Privileges wish, String name) {
        return granted.stream()
                .anyMatch(g -> g.type() == wish.type()
                        && g.path().equals(wish.path())
                        && g.names().contains(name));
    }

    private boolean inherited(Privileges wish, String name) {
        Set<String> good = Set.of(name.toUpperCase(Locale.ROOT), ALL);
        return granted.stream()
                .filter(g -> g.type().parts() <= wish.type().parts())
                .filter(g -> wish.path().equals(g.path()) || wish.path().startsWith(g.path() + '.'))
                .anyMatch(g -> g.names().stream().anyMatch(good::contains));
    }
}
