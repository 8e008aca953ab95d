// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.dead;

import dev.zerobus.core.lane.SetAside;
import dev.zerobus.core.metrics.DeadLetterCount;
import dev.zerobus.core.metrics.ReasonCounts;
import dev.zerobus.core.row.EventJson;
import dev.zerobus.core.row.RowBuffer;
import dev.zerobus.core.row.RowIdentity;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.status.StatusChannel.Level;
import dev.zerobus.core.stream.StreamFailure;
import dev.zerobus.schema.TableName;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the events that can not become rows of a client in files. Safe from any thread: lanes take turns, each on its drain
 * thread. Never throws: what can not be written is counted and said, and nothing is touched again before five seconds have
 * passed. Touches no file before the first letter.
 */
public final class DeadLetters implements AutoCloseable {

    static final long REST_NANOS = 5_000_000_000L;
    /** The event for people may be so large; a larger one has its bytes only. */
    static final int MAX_JSON_BYTES = 1 << 20;

    private static final int KEPT_BYTES = 64 << 10;

    private final File directory;
    private final long maxBytes;
    private final boolean continues;
    private final RowIdentity identity;
    private final StatusChannel status;
    private final Clock clock;
    private final LongSupplier nanoClock;
    private final ReasonCounts<DeadLetterCount> counts;

    // guarded by this
    private final EventJson eventJson = new EventJson();
    private final RowBuffer json = new RowBuffer(4 << 10);
    private final DeadLetterFields letter = new DeadLetterFields();
    private @Nullable DeadLetterStore store;
    private @Nullable Path saidFile;
    private boolean resting;
    private long restUntilNanos;
    private boolean closed;

    DeadLetters(
            File directory,
            long maxBytes,
            boolean continues,
            RowIdentity identity,
            ReasonCounts<DeadLetterCount> counts,
            StatusChannel status,
            Clock clock,
            LongSupplier nanoClock) {
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.continues = continues;
        this.identity = identity;
        this.counts = counts;
        this.status = status;
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    /**
     * Keeps letters in a directory, which may be that of other processes as well. It is made with the first letter.
     *
     * @param directory where to
     * @param maxBytes how much all files in it may have; the oldest one is removed when there would be more
     * @param identity who sends the events that do not say so themselves
     * @param counts counts what becomes of the events
     * @param status where what happens is said
     * @return the keeper, to be closed when the lanes are
     */
    public static DeadLetters in(
            File directory,
            long maxBytes,
            RowIdentity identity,
            ReasonCounts<DeadLetterCount> counts,
            StatusChannel status) {
        return new DeadLetters(
                directory, maxBytes, true, identity, counts, status, Clock.systemUTC(), System::nanoTime);
    }

    /**
     * Makes what a lane hands its events to.
     *
     * @param lane the lane's name
     * @param table its table
     * @return to be called on the lane's drain thread; an event's bytes are with the system when it returns
     */
    public SetAside forLane(String lane, TableName table) {
        return forLane(lane, table, identity);
    }

    /**
     * As {@link #forLane(String, TableName)}, for events of another process.
     *
     * @param lane the lane's name
     * @param table its table
     * @param sender who sends the events that do not say so themselves
     * @return to be called on the drain thread of whoever sends them
     */
    public SetAside forLane(String lane, TableName table, RowIdentity sender) {
        String tableName = table.fullName();
        return event -> keep(lane, tableName, sender, event);
    }

    /** Gives the file back; another process may write it further. Later letters are counted as not written. */
    @Override
    public synchronized void close() {
        closed = true;
        if (store != null) {
            store.close();
            store = null;
        }
    }

    private synchronized void keep(String lane, String table, RowIdentity sender, SetAside.Event event) {
        try {
            if (closed) {
                throw new IOException("the client is closed");
            }
            if (resting && nanoClock.getAsLong() - restUntilNanos < 0) {
                counts.count(DeadLetterCount.UNWRITTEN);
                return;
            }
            resting = false;
            fill(lane, table, sender, event);
            DeadLetterStore open = store();
            open.append(DeadLetterLine.write(letter));
            counts.count(DeadLetterCount.WRITTEN);
            sayWhere(open.file());
        } catch (IOException | RuntimeException | Error e) {
            failed(lane, event.seq(), e);
        } finally {
            letter.eventProto = new byte[0];
            letter.eventJson = "null";
            json.clear();
            json.trim(KEPT_BYTES);
        }
    }

    private DeadLetterStore store() {
        DeadLetterStore open = store;
        if (open == null) {
            open = new DeadLetterStore(directory.toPath(), maxBytes, continues, this::sayRemoved);
            store = open;
        }
        return open;
    }

    private void fill(String lane, String table, RowIdentity sender, SetAside.Event event) {
        boolean shown = eventJson.write(event.bytes(), event.offset(), event.length(), json, MAX_JSON_BYTES);
        UUID own = eventJson.producerId();
        StreamFailure failure = event.failure();
        letter.time = clock.instant();
        letter.lane = lane;
        letter.table = table;
        letter.producerId = own == null ? sender.producerId() : own;
        letter.seq = own == null ? event.seq() : eventJson.seq();
        letter.reason = event.reason();
        letter.code = failure == null ? "" : failure.code().name();
        letter.codeNumber = failure == null ? -1 : failure.code().grpcNumber();
        letter.column = event.column();
        letter.text = event.text();
        letter.eventJson = shown ? new String(json.array(), 0, json.length(), StandardCharsets.UTF_8) : "null";
        letter.eventProto = Arrays.copyOfRange(event.bytes(), event.offset(), event.offset() + event.length());
    }

    private void failed(String lane, long seq, Throwable why) {
        counts.count(DeadLetterCount.UNWRITTEN);
        resting = true;
        restUntilNanos = nanoClock.getAsLong() + REST_NANOS;
        if (store != null) {
            store.close();
            store = null;
        }
        status.say(
                Level.ERROR,
                "dead-letters/failed",
                "lane " + lane + ": event " + seq + " is set aside and could not be written to " + directory + ": "
                        + why + "; " + counts.sums().get(DeadLetterCount.UNWRITTEN)
                        + " such events are lost since the start but for their count; make room,"
                        + " or let zerobus.dead-letters.dir name a directory that can be written; tried again by the"
                        + " next one after 5 s");
    }

    private void sayWhere(@Nullable Path file) {
        if (file != null && !file.equals(saidFile)) {
            saidFile = file;
            status.say(
                    Level.WARN,
                    "events that are set aside are kept in " + file
                            + "; repair what they complain of, then send them: java -jar zerobus-agent.jar dead-letters"
                            + " resubmit " + directory);
        }
    }

    private void sayRemoved(Path file, long letters) {
        counts.count(DeadLetterCount.REMOVED, letters);
        if (letters > 0) {
            status.say(
                    Level.ERROR,
                    "dead-letters/removed",
                    letters + " set-aside events are lost with " + file + ", which had to go: all files may have "
                            + maxBytes + " bytes; send them in time, or raise zerobus.dead-letters.max-size");
        }
    }
}
