// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The demo's directory: the server's data, the definitions of its tables, and who may write to them. Immutable.
 *
 * @param root the directory
 * @param clientId the application's client id at the server
 * @param clientSecret its secret, new in every run
 */
record Workplace(Path root, String clientId, String clientSecret) {

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
        Files.writeString(root.resolve("sql").resolve("logs.sql"), resource("/demo/logs.sql"));
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        Workplace place = new Workplace(root, "demo", HexFormat.of().formatHex(secret));
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

    /** Where a process's standard error goes. */
    Path log(String process) {
        return root.resolve(process + ".log");
    }

    private String principalsJson() {
        List<String> grants = new ArrayList<>(List.of(grant("CATALOG", "demo", "USE CATALOG")));
        for (String schema : List.of("demo.warehouse", "demo.till", "demo.shop")) {
            grants.add(grant("SCHEMA", schema, "USE SCHEMA"));
        }
        for (Flow flow : Flow.ALL) {
            grants.add(grant("TABLE", flow.table(), "SELECT", "MODIFY"));
        }
        return """
                {
                  "principals": [
                    {
                      "client_id": "%s",
                      "secret": "%s",
                      "grants": [
                        %s
                      ]
                    }
                  ]
                }
                """.formatted(clientId, clientSecret, String.join(",\n        ", grants));
    }

    private static String grant(String type, String path, String... privileges) {
        return "{\"object_type\": \"%s\", \"object_full_path\": \"%s\", \"privileges\": [\"%s\"]}"
                .formatted(type, path, String.join("\", \"", privileges));
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
