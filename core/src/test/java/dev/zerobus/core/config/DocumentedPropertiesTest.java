// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every block of properties in a document is a file of options that a client starts with. */
final class DocumentedPropertiesTest {

    private static final Pattern BLOCK = Pattern.compile("```properties\\R(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path directory;

    @Test
    void whatTheDocumentsShowIsReadWithoutAComplaint() throws IOException {
        int read = 0;
        for (Path document : documents()) {
            Matcher blocks = BLOCK.matcher(Files.readString(document));
            while (blocks.find()) {
                File file = Files.writeString(directory.resolve("block-" + read++ + ".properties"), blocks.group(1))
                        .toFile();
                assertThat(complaints(file))
                        .as(document + ":\n" + blocks.group(1))
                        .isEmpty();
            }
        }
        assertThat(read).isPositive();
    }

    /** A block need not repeat where the service is, nor the table of a lane that it only says more about. */
    private static List<String> complaints(File file) {
        try {
            ZerobusConfig config = ZerobusConfig.builder()
                    .set("endpoint", "http://localhost:9090")
                    .set("workspace.url", "http://localhost:9091")
                    .set("auth", "none")
                    .set("table", "main.ops.logs")
                    .set("lanes.orders.table", "main.shop.orders")
                    .set("lanes.orders.events", "order_*")
                    .file(file)
                    .build();
            return new ArrayList<>(config.warnings());
        } catch (ConfigException wrong) {
            return List.of(wrong.getMessage());
        }
    }

    private static List<Path> documents() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(root.resolve("README.md")),
                            docs.filter(file -> file.toString().endsWith(".md")))
                    .toList();
        }
    }
}
