// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The service principals of a server and what they may do, read from a JSON file once at start-up. Immutable.
 *
 * <pre>{@code
 * {
 *   "token_lifetime_seconds": 3600,
 *   "principals": [
 *     {
 *       "client_id": "orders-app",
 *       "secret_sha256": "5e88...",
 *       "grants": [
 *         {"object_type": "CATALOG", "object_full_path": "main",             "privileges": ["USE CATALOG"]},
 *         {"object_type": "SCHEMA",  "object_full_path": "main.shop",        "privileges": ["USE SCHEMA"]},
 *         {"object_type": "TABLE",   "object_full_path": "main.shop.orders", "privileges": ["SELECT", "MODIFY"]}
 *       ]
 *     }
 *   ]
 * }
 * }</pre>
 *
 * <p>{@code token_lifetime_seconds} is optional (default {@value #DEFAULT_LIFETIME_SECONDS}, from 1 to
 * {@value #MAX_LIFETIME_SECONDS}). A secret stands there as the hexadecimal SHA-256 of its UTF-8 text
 * ({@code secret_sha256}) or, on a laptop, plainly ({@code secret}). A plain hash is enough because a secret is random
 * and long ({@link #newEntry} makes such); do not hash words from a dictionary. A stream needs SELECT and MODIFY on the
 * table itself, USE SCHEMA and USE CATALOG on the way to it. Unknown names in the file are errors, so that a misspelt one
 * does not pass.
 */
public final class PrincipalsFile {

    /** How long a token is good for unless the file says otherwise, in seconds. */
    public static final int DEFAULT_LIFETIME_SECONDS = 3_600;

    /** The longest life of a token, in seconds. */
    public static final int MAX_LIFETIME_SECONDS = 86_400;

    private static final int MAX_FILE_BYTES = 16 << 20;
    private static final int SECRET_BYTES = 32;
    private static final int HASH_BYTES = 32;

    private final Map<String, Principal> principals;
    private final Duration tokenLifetime;

    private PrincipalsFile(Map<String, Principal> principals, Duration tokenLifetime) {
        this.principals = Map.copyOf(principals);
        this.tokenLifetime = tokenLifetime;
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return what it says
     * @throws IOException if it can not be read or is wrong; the message says where and what is right
     */
    public static PrincipalsFile read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("principals file " + file + " does not exist or is no file");
        }
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException("principals file " + file + " is larger than " + MAX_FILE_BYTES + " bytes");
        }
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException wrong) {
            throw new IOException("principals file " + file + ": " + wrong.getMessage(), wrong);
        }
    }

    static PrincipalsFile parse(String json) {
        JsonNode root = JsonNode.parse(json);
        root.allow("token_lifetime_seconds", "principals");
        long lifetime = root.integer("token_lifetime_seconds", DEFAULT_LIFETIME_SECONDS);
        if (lifetime < 1 || lifetime > MAX_LIFETIME_SECONDS) {
            throw new IllegalArgumentException(
                    "token_lifetime_seconds is " + lifetime + ": it may be 1 to " + MAX_LIFETIME_SECONDS);
        }
        Map<String, Principal> principals = new LinkedHashMap<>();
        for (JsonNode entry : root.list("principals")) {
            Principal principal = principal(entry);
            if (principals.put(principal.clientId(), principal) != null) {
                throw new IllegalArgumentException("client_id '" + principal.clientId() + "' stands there twice");
            }
        }
        return new PrincipalsFile(principals, Duration.ofSeconds(lifetime));
    }

    private static Principal principal(JsonNode entry) {
        entry.allow("client_id", "secret", "secret_sha256", "grants");
        String clientId = entry.text("client_id");
        String plain = entry.textOrNull("secret");
        String hash = entry.textOrNull("secret_sha256");
        if (clientId.isBlank() || (plain == null) == (hash == null) || (plain != null && plain.isEmpty())) {
            throw new IllegalArgumentException(
                    entry.where() + " needs a client_id and either secret_sha256 or secret, not both");
        }
        List<Privileges> grants = new ArrayList<>();
        for (JsonNode grant : entry.list("grants")) {
            grant.allow("object_type", "object_full_path", "privileges");
            grants.add(grant.privileges());
        }
        byte[] secretHash = plain != null ? Principal.hash(plain) : bytes(entry, hash);
        return new Principal(clientId, secretHash, new Grants(grants));
    }

    private static byte[] bytes(JsonNode entry, @Nullable String hash) {
        try {
            byte[] bytes = HexFormat.of().parseHex(String.valueOf(hash));
            if (bytes.length == HASH_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException notHexadecimal) {
            // said below
        }
        throw new IllegalArgumentException(
                entry.where() + ".secret_sha256 is no SHA-256: it takes " + 2 * HASH_BYTES + " hexadecimal digits");
    }

    /**
     * Makes a new principal for one table: a random secret, and the entry for the file with its hash.
     *
     * @param clientId the name of the principal
     * @param table the table that it may write to
     * @return the secret, to be given to the client, and the entry, to be put among {@code principals}
     */
    public static NewPrincipal newEntry(String clientId, dev.zerobus.schema.TableName table) {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new NewPrincipal(clientId, secret, JsonNode.entry(clientId, Principal.hash(secret), table));
    }

    /**
     * A principal that was just made.
     *
     * @param clientId its name
     * @param secret its secret; this is the only place where it stands
     * @param entry its entry for the principals file, as JSON
     */
    public record NewPrincipal(String clientId, String secret, String entry) {
        @Override
        public String toString() {
            return "NewPrincipal[" + clientId + "]";
        }
    }

    @Nullable
    Principal find(String clientId) {
        return principals.get(clientId);
    }

    Duration tokenLifetime() {
        return tokenLifetime;
    }

    @Override
    public String toString() {
        return "PrincipalsFile" + principals.keySet();
    }
}
