// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on a real file system: it tells what waits, sees damage, and changes nothing. */
final class SpillMainTest {

    private static final UUID PRODUCER = UUID.fromString("0192f4a1-0000-7000-8000-000000000001");

    @TempDir
    Path temporary;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return SpillMain.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }

    private SpillDirectory directory() {
        return new SpillDirectory(temporary.resolve("spill"), SpillFiles.REAL, () -> PRODUCER, (level, message) -> {});
    }

    private SpillLog tenEventsTwoSettled(SpillDirectory directory) {
        SpillLog log = directory.log("orders", "main.shop.orders", SpillSettings.DEFAULT);
        for (int seq = 0; seq < 10; seq++) {
            byte[] event = {0x0a, 1, (byte) ('a' + seq)};
            assertThat(log.append(event, 0, event.length, seq, seq + 1)).isTrue();
            assertThat(log.seal()).isTrue();
        }
        log.settle(2);
        return log;
    }

    private Map<Path, byte[]> files() throws IOException {
        Map<Path, byte[]> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(temporary)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file, Files.readAllBytes(file));
            }
        }
        return files;
    }

    @Test
    void listsVerifiesAndExportsWhatWaitsWhileItsProcessLives() throws IOException {
        try (SpillDirectory directory = directory()) {
            SpillLog log = tenEventsTwoSettled(directory);
            Map<Path, byte[]> before = files();
            String spill = temporary.resolve("spill").toString();
            assertThat(run("list", spill)).isZero();
            assertThat(run("verify", spill)).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains(
                            "producer " + PRODUCER + " lane orders table main.shop.orders",
                            "settled below 2, reaches 10")
                    .contains("8 events wait, 0 stretches");
            out.reset();
            assertThat(run("export", spill)).isZero();
            List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
            assertThat(lines).hasSize(8);
            assertThat(lines.get(0))
                    .startsWith("{\"producer_id\":\"" + PRODUCER + "\",\"seq\":2,")
                    .contains("\"event_proto\":\"CgFj\"");
            assertThat(files()).usingRecursiveComparison().isEqualTo(before);
            log.close();
        }
    }

    @Test
    void saysWhatIsDamagedAndLeavesItAlone() throws IOException {
        try (SpillDirectory directory = directory()) {
            tenEventsTwoSettled(directory).close();
        }
        Path segment = files().keySet().stream()
                .filter(f -> f.toString().endsWith(".seg"))
                .findFirst()
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2 / 8 * 8 + 2] ^= 1;
        Files.write(segment, bytes);
        Map<Path, byte[]> before = files();
        assertThat(run("verify", temporary.resolve("spill").toString())).isEqualTo(SpillMain.DAMAGED);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("1 stretches");
        assertThat(files()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void keepsFilesForItsOwnerOnly() throws IOException {
        try (SpillDirectory directory = directory()) {
            SpillLog log = tenEventsTwoSettled(directory);
            try (Stream<Path> all = Files.walk(temporary.resolve("spill"))) {
                for (Path file : all.toList()) {
                    String expected = Files.isDirectory(file) ? "rwx------" : "rw-------";
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo(expected);
                }
            }
            log.close();
        }
    }

    @Test
    void refusesWhatIsNoCommandOrNoDirectory() {
        assertThat(run("list")).isEqualTo(SpillMain.WRONG);
        assertThat(run("erase", temporary.toString())).isEqualTo(SpillMain.WRONG);
        assertThat(run("list", temporary.resolve("nowhere").toString())).isEqualTo(SpillMain.WRONG);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("spill export DIR", "there is no directory");
    }

    @Test
    void sharesADirectoryBetweenClientsOfOneProcess() {
        try (SpillDirectory first = directory()) {
            SpillLog log = tenEventsTwoSettled(first);
            SpillDirectory second = new SpillDirectory(
                    temporary.resolve("spill"), SpillFiles.REAL, () -> new UUID(7, 7), (level, message) -> {});
            assertThat(second.adopt()).isEmpty();
            log.close();
            second.close();
        }
        try (SpillDirectory third = new SpillDirectory(
                temporary.resolve("spill"), SpillFiles.REAL, () -> new UUID(8, 8), (level, message) -> {})) {
            List<OrphanSlot> orphans = third.adopt();
            assertThat(orphans).hasSize(1);
            assertThat(orphans.get(0).logs().get(0).endSeq()).isEqualTo(10);
            orphans.get(0).close();
        }
    }
}
