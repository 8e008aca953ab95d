// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * The demo's directory: the server's data, the table's definition, and who may write to it. Immutable.
 *
 * @param root the directory
 * @param clientId the application's client id at the server
 * @param clientSecret its secret, new in every run
 */
record Workplace(Path root, String clientId, String clientSecret) {

    static final String TABLE = "demo.shop.events";

    /** Says that a directory is a demo's, so that the next one may empty it. */
    private static final String MARKER = ".zerobus-demo";

    /**
     * Makes the directory anew.
     *
     * @param root the directory
     * @return the workplace
     * @throws IOException if it can not be made, or has files that are not a demo's
     */
    static Workplace prepare(Path root) throws IOException {
        if (Files.exists(root) && !Files.exists(root.resolve(MARKER)) && !isEmpty(root)) {
            throw new IOException(root + " has files that are not from a demo; name another directory with --data");
        }
        deleteTree(root);
        Files.createDirectories(root.resolve("sql"));
        Files.writeString(root.resolve(MARKER), "made by ./demo; the next one empties this directory\n");
        Files.writeString(root.resolve("sql").resolve("events.sql"), resource("/demo/events.sql"));
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        Workplace place = new Workplace(root, "demo-shop", HexFormat.of().formatHex(secret));
        Files.writeString(place.principals(), place.principalsJson());
        return place;
    }

    Path serverData() {
        return root.resolve("data");
    }

    Path sql() {
        return root.resolve("sql");
    }

    Path principals() {
        return root.resolve("principals.json");
    }

    Path serverLog() {
        return root.resolve("server.log");
    }

    private String principalsJson() {
        return """
                {
                  "principals": [
                    {
                      "client_id": "%s",
                      "secret": "%s",
                      "grants": [
                        {"object_type": "CATALOG", "object_full_path": "demo", "privileges": ["USE CATALOG"]},
                        {"object_type": "SCHEMA", "object_full_path": "demo.shop", "privileges": ["USE SCHEMA"]},
                        {"object_type": "TABLE", "object_full_path": "demo.shop.events", "privileges": ["SELECT", "MODIFY"]}
                      ]
                    }
                  ]
                }
                """.formatted(clientId, clientSecret);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Workplace.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("resource " + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
