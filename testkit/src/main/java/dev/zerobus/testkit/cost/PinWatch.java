// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Records each time that a virtual thread could not leave its carrier, however short that was, with the stack that kept it
 * there. Owned by one thread.
 */
final class PinWatch {

    private static final String OURS = "dev.zerobus.";

    private final Recording recording = new Recording();
    private final String program;

    /** Starts to watch; frames of the program itself are not ours. */
    PinWatch(Class<?> program) {
        this.program = program.getName();
        recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ZERO).withStackTrace();
        recording.enable(Begins.class);
        recording.start();
        new Begins().commit();
    }

    /** Where the watch begins, by the clock of the recorder: a chunk may hold events of the recording before. */
    @Name(Begins.NAME)
    @StackTrace(false)
    static final class Begins extends Event {

        static final String NAME = "dev.zerobus.WatchBegins";
    }

    /**
     * Stops, and returns the stacks that have a frame of ours. Not those in which the JVM loads a class: that comes once for
     * each class, whoever uses it first.
     */
    List<String> stop() throws IOException {
        recording.stop();
        Path file = Files.createTempFile("pinned", ".jfr");
        try (recording) {
            recording.dump(file);
            List<RecordedEvent> events = RecordingFile.readAllEvents(file);
            Instant since = events.stream()
                    .filter(event -> event.getEventType().getName().equals(Begins.NAME))
                    .map(RecordedEvent::getStartTime)
                    .max(Instant::compareTo)
                    .orElseThrow();
            return events.stream()
                    .filter(event -> event.getStartTime().isAfter(since)
                            && event.getStackTrace() != null
                            && event.getStackTrace().getFrames().stream().anyMatch(this::isOurs)
                            && event.getStackTrace().getFrames().stream().noneMatch(PinWatch::loadsAClass))
                    .map(PinWatch::text)
                    .collect(Collectors.toList());
        } finally {
            Files.delete(file);
        }
    }

    private boolean isOurs(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        boolean ofTest = type.startsWith(program) || type.startsWith(VirtualThreadMeter.class.getName());
        return type.startsWith(OURS) && !ofTest;
    }

    private static boolean loadsAClass(RecordedFrame frame) {
        return frame.getMethod().getType().getName().equals("java.lang.ClassLoader")
                && frame.getMethod().getName().equals("loadClass");
    }

    private static String text(RecordedEvent event) {
        return event.getDuration().toNanos() / 1_000 + " us: "
                + event.getStackTrace().getFrames().stream()
                        .map(frame -> frame.getMethod().getType().getName() + "."
                                + frame.getMethod().getName() + ":" + frame.getLineNumber())
                        .collect(Collectors.joining(" < "));
    }

    /** Pins the virtual thread that first uses it: a class is initialised below a frame of the JVM's own. */
    static final class Pinned {

        static final long SINCE = park();

        private Pinned() {}

        private static long park() {
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
            return System.nanoTime();
        }
    }
}
