// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, and class loaders of one process, on one directory: a slot belongs to one of them as long as it lives. */
final class SpillProcessesTest {

    private static final UUID PRODUCER = UUID.fromString("0192f4a1-0000-7000-8000-000000000001");

    @TempDir
    Path temporary;

    /** Another process, or the same class of another class loader: says how many slots it gets. */
    public static final class Adopter {
        private Adopter() {}

        public static void main(String[] arguments) {
            System.out.print(adopt(arguments[0]));
        }

        public static int adopt(String root) {
            try (SpillDirectory directory =
                    new SpillDirectory(Path.of(root), SpillFiles.REAL, UUID::randomUUID, (level, message) -> {})) {
                List<OrphanSlot> slots = directory.adopt();
                slots.forEach(slot -> {
                    slot.logs().forEach(SpillLog::close);
                    slot.close();
                });
                return slots.size();
            }
        }
    }

    private int byAnotherProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Adopter.class.getName(),
                        temporary.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return Integer.parseInt(said);
    }

    private int byAnotherClassLoader() throws Exception {
        URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(SpillProcessesTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            Class<?> adopter = loader.loadClass(Adopter.class.getName());
            assertThat(adopter).isNotEqualTo(Adopter.class);
            return (int) adopter.getMethod("adopt", String.class).invoke(null, temporary.toString());
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }

    @Test
    void aSlotStaysLockedWhoeverElseOfItsProcessAsksForIt() throws Exception {
        Set<String> before = held();
        try (SpillDirectory mine =
                new SpillDirectory(temporary, SpillFiles.REAL, () -> PRODUCER, (level, message) -> {})) {
            SpillLog log = mine.log("orders", "a.b.c", SpillSettings.DEFAULT);
            Tape.append(log, 0, 100);
            assertThat(log.seal()).isTrue();
            assertThat(Adopter.adopt(temporary.toString())).as("the same class").isZero();
            assertThat(byAnotherClassLoader()).as("another class loader").isZero();
            assertThat(byAnotherProcess()).as("another process").isZero();
            Tape.append(log, 1, 100);
            assertThat(log.seal()).isTrue();
            assertThat(Tape.read(log)).containsExactly(0L, 1L);
            log.close();
        }
        assertThat(byAnotherProcess()).as("when it is given up").isOne();
        assertThat(byAnotherClassLoader()).as("and again").isOne();
        assertThat(held()).as("nothing is left behind").isSubsetOf(before);
    }

    /** Slots of this process, also those of other tests that ended as a process does that is killed. */
    private static Set<String> held() {
        String held = System.getProperty(ProcessLock.HELD, "");
        return Arrays.stream(held.split("(?<=>)")).filter(one -> !one.isEmpty()).collect(Collectors.toSet());
    }

    @Test
    void aSlotStaysLockedIfTheApplicationClearsItsSystemProperties() throws Exception {
        Set<String> before = held();
        try (SpillDirectory mine =
                new SpillDirectory(temporary, SpillFiles.REAL, () -> PRODUCER, (level, message) -> {})) {
            SpillLog log = mine.log("orders", "a.b.c", SpillSettings.DEFAULT);
            Tape.append(log, 0, 100);
            assertThat(log.seal()).isTrue();
            System.clearProperty(ProcessLock.HELD);
            assertThat(Adopter.adopt(temporary.toString())).isZero();
            assertThat(byAnotherProcess()).as("after the first look").isZero();
            assertThat(Adopter.adopt(temporary.toString())).isZero();
            assertThat(byAnotherProcess()).as("after the second look").isZero();
            log.close();
        }
        assertThat(byAnotherProcess()).isOne();
        assertThat(held()).isSubsetOf(before);
    }

    @Test
    void theCommandEndsNoLockOfItsOwnProcess() throws Exception {
        try (SpillDirectory mine =
                new SpillDirectory(temporary, SpillFiles.REAL, () -> PRODUCER, (level, message) -> {})) {
            SpillLog log = mine.log("orders", "a.b.c", SpillSettings.DEFAULT);
            Tape.append(log, 0, 100);
            assertThat(log.seal()).isTrue();
            for (String command : List.of("list", "verify", "export")) {
                assertThat(SpillMain.run(nowhere(), nowhere(), command, temporary.toString()))
                        .isZero();
                assertThat(byAnotherProcess()).as("after spill " + command).isZero();
            }
            log.close();
        }
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }

    @Test
    void aSlotThatWasAdoptedStaysLockedToo() throws Exception {
        try (SpillDirectory left =
                new SpillDirectory(temporary, SpillFiles.REAL, () -> PRODUCER, (level, message) -> {})) {
            SpillLog log = left.log("orders", "a.b.c", SpillSettings.DEFAULT);
            Tape.append(log, 0, 100);
            assertThat(log.seal()).isTrue();
            log.close();
        }
        SpillDirectory mine = new SpillDirectory(temporary, SpillFiles.REAL, UUID::randomUUID, (level, message) -> {});
        OrphanSlot adopted = mine.adopt().get(0);
        assertThat(byAnotherClassLoader()).isZero();
        assertThat(byAnotherProcess()).isZero();
        adopted.logs().forEach(SpillLog::close);
        adopted.close();
    }
}
