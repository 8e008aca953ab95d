// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaProcessTest {

    @TempDir
    private Path directory;

    /** Says what it was told, then does what its first word says. */
    static final class Program {
        public static void main(String[] args) throws Exception {
            System.out.println("property " + System.getProperty("p") + ", variable " + System.getenv("V") + ", zerobus "
                    + System.getenv("ZEROBUS_TABLE"));
            System.err.println("to standard error: ä");
            switch (args[0]) {
                case "echo" -> {
                    Scanner in = new Scanner(System.in, "UTF-8");
                    while (in.hasNextLine()) {
                        System.out.println("echo " + in.nextLine());
                    }
                }
                case "wait" -> new CountDownLatch(1).await();
                case "spawn" -> {
                    try (JavaProcess child = JavaProcess.of()
                            .main(Program.class)
                            .arguments("wait")
                            .start()) {
                        child.awaitLine("property");
                        System.out.println("child " + child.pid());
                        new CountDownLatch(1).await();
                    }
                }
                default -> System.exit(Integer.parseInt(args[0]));
            }
        }
    }

    @Test
    void tellsWhatTheProgramSaysAndItsStatus() throws Exception {
        try (JavaProcess program = JavaProcess.of()
                .properties(Map.of("p", "a b"))
                .environment("V", "v")
                .main(Program.class)
                .arguments(7)
                .start()) {
            assertThat(program.awaitExit(Await.LONG)).isEqualTo(7);
            assertThat(program.stdout()).containsExactly("property a b, variable v, zerobus null");
            assertThat(program.stderr()).containsExactly("to standard error: ä");
        }
    }

    @Test
    void talksToTheProgram() throws Exception {
        try (JavaProcess program =
                JavaProcess.of().main(Program.class).arguments("echo").start()) {
            program.send("one");
            assertThat(program.awaitLine("echo ")).isEqualTo("echo one");
            program.endInput();
            assertThat(program.awaitExit(Await.LONG)).isZero();
        }
    }

    @Test
    void sendsSigtermAndKills() throws Exception {
        try (JavaProcess program =
                JavaProcess.of().main(Program.class).arguments("wait").start()) {
            program.awaitLine("property");
            assertThat(program.terminate()).isEqualTo(143);
        }
        try (JavaProcess program =
                JavaProcess.of().main(Program.class).arguments("wait").start()) {
            program.awaitLine("property");
            program.kill();
            assertThat(program.isAlive()).isFalse();
        }
    }

    @Test
    void closingLeavesNothingBehind() throws Exception {
        JavaProcess program =
                JavaProcess.of().main(Program.class).arguments("spawn").start();
        long child = Long.parseLong(program.awaitLine("child ").substring("child ".length()));
        assertThat(ProcessHandle.of(child)).isPresent();

        program.close();

        Await.until(
                "both to be gone",
                () -> !program.isAlive()
                        && ProcessHandle.of(child)
                                .filter(ProcessHandle::isAlive)
                                .isEmpty());
    }

    @Test
    void runsAJarAndSaysWhatWasMissing() throws Exception {
        Path jar = new JarBuilder()
                .manifest("Main-Class", Program.class.getName())
                .classes(Program.class)
                .text("a.txt", "old")
                .text("a.txt", "new")
                .write(directory.resolve("program.jar"));
        try (JavaProcess program = JavaProcess.of().jar(jar).arguments(3).start()) {
            assertThatThrownBy(() -> program.awaitLine("never said"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("ended without a line 'never said...'")
                    .hasMessageContaining("property null");
            assertThat(program.awaitExit(Duration.ofSeconds(10))).isEqualTo(3);
        }
    }
}
