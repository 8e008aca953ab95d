// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.dead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Letters of processes that share a directory, are killed with {@code kill -9}, or have a full disk. More: -Ddead.kills=1000. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class DeadLetterProcessesTest {

    private static final int KILLS = Integer.getInteger("dead.kills", 6);
    private static final long SEED = Long.getLong("dead.seed", System.nanoTime());

    /** Kills before what is there is compared and deleted: the letters of all of them are too many for one directory. */
    private static final int ROUND = 20;

    @TempDir
    Path temp;

    private static Process start(Path directory, long maxBytes, long first, long count, String... before)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                LetterWriter.class.getName(),
                directory.toString(),
                Long.toString(maxBytes),
                Long.toString(first),
                Long.toString(count)));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Reads what a process says, up to so many lines; all that was said before it died. */
    private static List<String> read(Process process, int lines) throws IOException {
        List<String> said = new ArrayList<>();
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            said.add(line);
            if (said.size() == lines) {
                process.toHandle().destroyForcibly();
            }
        }
        return said;
    }

    private static Set<Long> numbers(List<String> said, String word) {
        return said.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> Long.parseLong(line.substring(word.length() + 1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whatWasKeptSurvivesKillsOfProcessesThatShareTheDirectory() throws Exception {
        Random random = new Random(SEED);
        for (int done = 0; done < KILLS; done += ROUND) {
            Path directory = temp.resolve("dead-" + done);
            int kills = Math.min(ROUND, KILLS - done);
            Set<Long> kept = killSome(directory, kills, random);
            compare(directory, kept, kills, "seed " + SEED + " (-Ddead.seed), kills from " + done + " on");
            delete(directory);
        }
    }

    private static Set<Long> killSome(Path directory, int kills, Random random) throws Exception {
        Set<Long> kept = new HashSet<>();
        long first = 0;
        for (int kill = 0; kill < kills; kill += 2) {
            Process one = start(directory, 1 << 30, first, 1_000_000);
            Process two = start(directory, 1 << 30, first + 1_000_000, 1_000_000);
            try {
                kept.addAll(numbers(read(one, 1 + random.nextInt(3_000)), "kept"));
                kept.addAll(numbers(read(two, 1 + random.nextInt(3_000)), "kept"));
                assertThat(one.waitFor() + two.waitFor()).as("both were killed").isGreaterThan(0);
            } finally {
                one.destroyForcibly();
                two.destroyForcibly();
            }
            first += 2_000_000;
        }
        return kept;
    }

    private static void compare(Path directory, Set<Long> kept, int kills, String what) throws IOException {
        Set<Long> read = new HashSet<>();
        for (DeadLetter letter : DeadLetterReader.readAll(directory)) {
            assertThat(read.add(letter.seq()))
                    .as(what + ": letter " + letter.seq() + " twice")
                    .isTrue();
        }
        assertThat(kept).as(what).isNotEmpty();
        assertThat(read).as(what).containsAll(kept);
        assertThat(read.size() - kept.size())
                .as(what + ": written, and killed before it could be said; the pipe holds some of that")
                .isLessThan((kills + 1) * 20_000);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    @Test
    void aFullDiskIsCountedAndSaidAndWhatWasKeptCanBeRead() throws Exception {
        Path mount = Files.createDirectories(temp.resolve("small"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=256k", "none", mount.toString()) == 0, "needs root on Linux");
        try {
            Process writer = start(mount.resolve("dead"), 64 << 20, 0, 2_000);
            List<String> said = read(writer, Integer.MAX_VALUE);
            assertThat(writer.waitFor()).isZero();
            Set<Long> kept = numbers(said, "kept");
            assertThat(kept).hasSizeBetween(100, 1_000);
            assertThat(numbers(said, "lost")).hasSize(2_000 - kept.size());
            assertThat(said)
                    .anyMatch(line -> line.startsWith("said ERROR ")
                            && line.contains("No space left on device")
                            && line.contains("make room"));
            assertThat(DeadLetterReader.readAll(mount).stream().map(DeadLetter::seq))
                    .isEmpty();
            assertThat(DeadLetterReader.readAll(mount.resolve("dead")).stream().map(DeadLetter::seq))
                    .containsExactlyElementsOf(kept);
        } finally {
            run("umount", mount.toString());
        }
    }

    @Test
    void aFileThatMayNotGrowIsCountedAndSaidAndTheNextOneBeginsBehindTheTornLine() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs a shell with ulimit");
        Path directory = temp.resolve("dead");
        // a real write that ends in the middle: the limit is 100 KiB for a file
        Process writer = start(
                directory, 64 << 20, 0, 400, "/bin/bash", "-c", "trap '' XFSZ; ulimit -f 100; exec \"$@\"", "limited");
        List<String> said = read(writer, Integer.MAX_VALUE);
        assertThat(writer.waitFor()).as(said.toString()).isZero();
        Set<Long> kept = numbers(said, "kept");
        assertThat(kept).hasSizeBetween(50, 300);
        assertThat(numbers(said, "lost")).hasSize(400 - kept.size());
        Letters letters = new Letters(directory);
        try (DeadLetters keeper = letters.keeper(64 << 20)) {
            keeper.forLane("orders", Letters.TABLE).setAside(Letters.Aside.rejected(999, Letters.event(1, 1)));
        }
        kept.add(999L);
        assertThat(DeadLetterReader.readAll(directory).stream().map(DeadLetter::seq))
                .containsExactlyElementsOf(kept);
    }

    private static int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
