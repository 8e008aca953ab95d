// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.JavaProcess;
import dev.zerobus.testkit.LogServer;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program with the agent and compares the table with what was stamped; and without it, for its output is the same. */
final class StamperTest {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path AGENT = Path.of("..", "..", "agent", "target", "zerobus-agent.jar")
            .toAbsolutePath()
            .normalize();
    private static final String TABLE = "t.stamps.calls";
    private static final int LINES = 300;

    @TempDir
    private Path directory;

    private static List<String> stamps(String... jvm) throws Exception {
        try (JavaProcess program = JavaProcess.of()
                .classPath(TARGET.resolve("classes")
                        + File.pathSeparator
                        + Files.readString(TARGET.resolve("classpath.txt")))
                .jvm("-Xmx128m")
                .jvm(jvm)
                .main(Stamper.class)
                .start()) {
            for (int i = 0; i < LINES; i++) {
                program.send("line " + i);
            }
            program.send("0x616263");
            program.send("0xzz");
            program.endInput();
            assertThat(program.awaitExit(Await.LONG)).as(program.toString()).isZero();
            assertThat(program.stderr())
                    .allMatch(line -> line.matches("zerobus: (lane \\S+ is connected|events come from .*)"));
            return program.stdout();
        }
    }

    @Test
    void callsOfALibraryBecomeRowsAndTheProgramIsTheSame() throws Exception {
        String sql = "CREATE TABLE " + TABLE + " (producer_id STRING NOT NULL, seq BIGINT NOT NULL, event_name STRING,"
                + " text STRING, digest STRING, hex STRING, duration_micros BIGINT, error_type STRING)";
        try (LogServer server = LogServer.start(directory, sql)) {
            List<String> jvm = new ArrayList<>(List.of("-javaagent:" + AGENT));
            server.options(TABLE).forEach((key, value) -> jvm.add("-Dzerobus." + key + "=" + value));
            jvm.add("-Dzerobus.agent.rules-file=" + Path.of("rules.json").toAbsolutePath());
            List<String> stamped = stamps(jvm.toArray(String[]::new));

            assertThat(stamped).isEqualTo(stamps());
            Map<String, String> digests = new LinkedHashMap<>();
            int decoded = 0;
            for (Map<String, Object> row : server.rows(TABLE)) {
                assertThat((Long) row.get("duration_micros")).isNotNegative();
                if (row.get("event_name").equals("text_stamped")) {
                    digests.put((String) row.get("text"), (String) row.get("digest"));
                } else {
                    decoded++;
                    assertThat(row.get("error_type"))
                            .isEqualTo(
                                    row.get("hex").equals("zz") ? "org.apache.commons.codec.DecoderException" : null);
                }
            }
            assertThat(decoded).isEqualTo(2);
            assertThat(digests).hasSize(LINES);
            for (int i = 0; i < LINES; i++) {
                byte[] hash =
                        MessageDigest.getInstance("SHA-256").digest(("line " + i).getBytes(StandardCharsets.UTF_8));
                assertThat(digests)
                        .containsEntry("line " + i, stamped.get(i))
                        .containsEntry("line " + i, HexFormat.of().formatHex(hash));
            }
        }
    }
}
