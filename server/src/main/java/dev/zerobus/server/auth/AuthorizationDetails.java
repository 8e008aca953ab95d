// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.auth;

import java.util.ArrayList;
import java.util.List;

/**
 * The privileges that a token request asks for: a JSON array of {@code {"type": "unity_catalog_privileges", "privileges":
 * [...], "object_type": ..., "object_full_path": ...}}, with {@code operations} from newer clients (Zerobus public SDK).
 */
public final class AuthorizationDetails {

    private static final String TYPE = "unity_catalog_privileges";
    private static final int MAX_ENTRIES = 1_000;

    private AuthorizationDetails() {}

    /**
     * Parses the value of the form field.
     *
     * @param json a JSON array; empty text asks for nothing
     * @return the privileges in order
     * @throws IllegalArgumentException if it is malformed; the message says where
     */
    public static List<Privileges> parse(String json) {
        if (json.isBlank()) {
            return List.of();
        }
        List<JsonNode> entries = JsonNode.parse(json).list();
        if (entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    entries.size() + " entries: " + MAX_ENTRIES + " are allowed in one request");
        }
        List<Privileges> privileges = new ArrayList<>();
        for (JsonNode entry : entries) {
            if (!TYPE.equals(entry.text("type"))) {
                throw new IllegalArgumentException(entry.where() + ".type must be \"" + TYPE + "\"");
            }
            privileges.add(entry.privileges());
        }
        return privileges;
    }
}
