// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import dev.zerobus.core.row.EventJson;
import dev.zerobus.core.row.RowBuffer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * The command for spill directories: lists, verifies and exports what waits there, and changes nothing. Owned by one thread.
 */
public final class SpillMain {

    /** All is well. */
    static final int OK = 0;

    /** Something is damaged, or can not be read. */
    static final int DAMAGED = 1;

    /** The command is wrong. */
    static final int WRONG = 2;

    private static final int MAX_JSON_BYTES = 64 << 20;

    private static final String USAGE = String.join(
            System.lineSeparator(),
            "spill list DIR      what waits in a spill directory, lane by lane",
            "spill verify DIR    the same, after reading every event",
            "spill export DIR    every event that waits, as a line of JSON",
            "Nothing is changed, and a process that uses the directory is not disturbed.",
            "Exit status: 0 all is well, 1 something is damaged, 2 the command is wrong.");

    private final PrintStream out;
    private final PrintStream err;
    private final EventJson eventJson = new EventJson();
    private final RowBuffer json = new RowBuffer(1 << 10);

    private SpillMain(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the command and ends the process with its status.
     *
     * @param arguments the command and the directory
     */
    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    /**
     * Runs the command.
     *
     * @param out where it writes what was asked for
     * @param err where it writes what is wrong
     * @param arguments the command and the directory, without {@code spill} in front
     * @return the exit status
     */
    public static int run(PrintStream out, PrintStream err, String... arguments) {
        return new SpillMain(out, err).execute(arguments);
    }

    private int execute(String... arguments) {
        if (arguments.length != 2 || !Arrays.asList("list", "verify", "export").contains(arguments[0])) {
            err.println("spill: a command and one directory are needed");
            err.println(USAGE);
            return WRONG;
        }
        try {
            Path root = Path.of(arguments[1]);
            if (!Files.isDirectory(root)) {
                err.println("spill: there is no directory " + root);
                return WRONG;
            }
            return all(arguments[0], root);
        } catch (InvalidPathException e) {
            err.println("spill: " + e.getMessage());
            return WRONG;
        } catch (IOException e) {
            err.println("spill: " + e.getMessage());
            return DAMAGED;
        }
    }

    private int all(String command, Path root) throws IOException {
        int status = OK;
        List<String> unreadable = new ArrayList<>();
        for (SpillInspector.Lane lane : new SpillInspector(SpillFiles.REAL, root).lanes(unreadable::add)) {
            boolean lists = command.equals("list");
            long events = lists ? -1 : read(lane, command.equals("export"));
            (command.equals("export") ? err : out).println(line(lane, events));
            boolean damaged =
                    lane.log.counts().damagedFrames() > 0 || lane.log.table().isEmpty();
            status = Math.max(status, damaged ? DAMAGED : OK);
        }
        for (String slot : unreadable) {
            err.println("spill: " + slot);
            status = DAMAGED;
        }
        return status;
    }

    private long read(SpillInspector.Lane lane, boolean export) {
        long events = 0;
        while (lane.log.next()) {
            events++;
            if (export) {
                export(lane);
            }
        }
        return events;
    }

    private static String line(SpillInspector.Lane lane, long events) {
        SpillLog log = lane.log;
        SpillCounts counts = log.counts();
        return String.format(
                Locale.ROOT,
                "producer %s lane %s table %s: settled below %d, reaches %d, %d segments, %d bytes%s",
                lane.producer,
                log.lane(),
                log.table().isEmpty() ? "(unknown)" : log.table(),
                log.settledSeq(),
                log.endSeq(),
                counts.segments(),
                counts.bytes(),
                events < 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", %d events wait, %d stretches with at least %d events are damaged (%d bytes)",
                                events,
                                counts.damagedFrames(),
                                counts.damagedEvents(),
                                counts.skippedBytes()));
    }

    /** In the form of a dead letter's: people read {@code event}, {@code event_proto} is exact. */
    private void export(SpillInspector.Lane lane) {
        SpillLog log = lane.log;
        json.clear();
        boolean shown = eventJson.write(log.bytes(), log.offset(), log.length(), json, MAX_JSON_BYTES);
        byte[] proto = Arrays.copyOfRange(log.bytes(), log.offset(), log.offset() + log.length());
        text("{\"producer_id\":\"" + lane.producer + "\",\"seq\":" + log.seq() + ",\"event\":");
        if (shown) {
            out.write(json.array(), 0, json.length());
        } else {
            text("null");
        }
        text(",\"event_proto\":\"" + Base64.getEncoder().encodeToString(proto) + "\"}\n");
    }

    private void text(String ascii) {
        byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
        out.write(bytes, 0, bytes.length);
    }
}
