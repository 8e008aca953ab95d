// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.api.EventSink;
import dev.zerobus.api.Events;
import dev.zerobus.core.config.ClientOptions;
import dev.zerobus.core.config.ConfigException;
import dev.zerobus.core.config.DeadLetterOptions;
import dev.zerobus.core.config.SpillOptions;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.dead.DeadLetters;
import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.event.FieldProblem;
import dev.zerobus.core.event.MicroClock;
import dev.zerobus.core.metrics.DropReason;
import dev.zerobus.core.metrics.LaneSnapshot;
import dev.zerobus.core.row.RowIdentity;
import dev.zerobus.core.spill.SpillDirectory;
import dev.zerobus.core.spill.SpillFiles;
import dev.zerobus.core.status.RateLimitedStatus;
import dev.zerobus.core.status.StandardErrorStatus;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.status.StatusChannel.Level;
import dev.zerobus.core.thread.CaptureGuard;
import dev.zerobus.core.thread.OwnThread;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The client inside an application: takes events and delivers them, at least once, as rows of tables.
 *
 * <pre>{@code
 * ZerobusClient client = ZerobusClient.start();       // by environment, -D and file
 * Events.emit("order_placed", "order_id", 42);        // anywhere in the application
 * client.close(Duration.ofSeconds(10));               // or leave it to the shutdown hook
 * }</pre>
 *
 * <p>Starting never fails because the service is away, opens no connection and starts no thread: that happens with the first
 * event, or on a thread of its own if earlier processes may have left events on disk. After it no method throws. Safe from any thread, virtual ones too.
 */
public final class ZerobusClient implements EventSink, AutoCloseable {

    private static final long LONGEST_NANOS = Long.MAX_VALUE / 4;

    private final ZerobusConfig config;
    private final RowIdentity identity;
    private final MicroClock clock = new MicroClock();
    private final RateLimitedStatus status;
    private final ClientCounts counts;
    private final House house = new House();
    private final ShutdownHook hook = new ShutdownHook();
    private final List<ClientLane> lanes;
    private final Router router;
    private final AtomicBoolean saidRest = new AtomicBoolean();
    private final ClientJmx jmx;
    private final @Nullable DeadLetters deadLetters;
    private final @Nullable SpillDirectory spill;
    private final @Nullable Replays replays;
    private volatile boolean sawEvent;
    private volatile boolean closed;

    private ZerobusClient(ClientStarter starter) {
        this.config = starter.config;
        this.counts = starter.counts;
        this.status = starter.channel();
        this.identity = new RowIdentity(starter.producerIds(status));
        this.deadLetters = deadLetters();
        this.spill = spillDirectory();
        if (config.enabled()) {
            Lanes maker = new Lanes(config, house, status, clock, deadLetters, spill);
            this.lanes = maker.open(identity, counts);
            this.replays = spill == null ? null : new Replays(spill, maker, lanes, config.lanes(), status);
        } else {
            this.lanes = List.of();
            this.replays = null;
        }
        this.router = new Router(lanes);
        this.jmx = new ClientJmx(starter.name, lanes, counts, status, starter.jmxLaterNanos);
    }

    /** Null if nothing goes to disk. */
    private @Nullable SpillDirectory spillDirectory() {
        File directory = config.find(SpillOptions.DIR);
        return directory == null || !config.enabled()
                ? null
                : new SpillDirectory(directory.toPath(), SpillFiles.REAL, identity::producerId, status);
    }

    /** Null if set-aside events are only counted. */
    private @Nullable DeadLetters deadLetters() {
        File directory = DeadLetterOptions.directory(config);
        return directory == null
                ? null
                : DeadLetters.in(
                        directory, config.get(DeadLetterOptions.MAX_SIZE), identity, counts.deadLetterCounts(), status);
    }

    /**
     * Starts a client by environment, system properties and the file that one of them names.
     *
     * @return the client; {@link Events} go to it
     * @throws ConfigException naming everything that is wrong
     */
    public static ZerobusClient start() {
        return start(ZerobusConfig.load());
    }

    /**
     * Starts a client that says what it has to say on standard error.
     *
     * @param config what it is to do
     * @return the client; {@link Events} go to it
     * @throws ConfigException if a certificate or proxy that the configuration names is none
     */
    public static ZerobusClient start(ZerobusConfig config) {
        return start(config, StandardErrorStatus.limited());
    }

    /**
     * Starts a client.
     *
     * @param config what it is to do
     * @param status where it says what it has to say; its rate is limited
     * @return the client; {@link Events} go to it
     * @throws ConfigException if a certificate or proxy that the configuration names is none
     */
    public static ZerobusClient start(ZerobusConfig config, StatusChannel status) {
        return starter(config).status(status).start();
    }

    /**
     * Begins to start a client in a way of one's own: an appender or the agent.
     *
     * @param config what it is to do
     * @return what takes the rest, and starts it
     */
    public static ClientStarter starter(ZerobusConfig config) {
        return new ClientStarter(config);
    }

    static ZerobusClient start(ClientStarter starter) {
        ZerobusClient client = new ZerobusClient(starter);
        client.begin(starter);
        return client;
    }

    private void begin(ClientStarter starter) {
        if (!config.enabled()) {
            return;
        }
        config.warnings().forEach(warning -> status.say(Level.WARN, warning));
        if (config.get(ClientOptions.JMX)) {
            jmx.show(starter.jmx);
        }
        if (config.get(ClientOptions.SHUTDOWN_HOOK) && starter.hook) {
            hook.add(() -> LastWords.deliver(this));
        }
        File spilled = config.find(SpillOptions.DIR);
        if (replays != null && spilled != null && spilled.isDirectory()) {
            // at once: a process that emits nothing sends what an earlier one has left all the same
            replays.start();
        }
        if (starter.attach && Events.attach(this) != null) {
            status.say(
                    Level.WARN,
                    "another listener had the events of Events.emit before this client started;"
                            + " it gets none any more: start one client in a process");
        }
    }

    /**
     * Begins an event. Besides what {@link Events} need, the writer takes what log events carry.
     *
     * @param event what happened; decides which lane gets it
     * @return a writer owned by the calling thread; null if the event is refused, which has been counted
     */
    @Override
    public @Nullable EventDraft begin(@Nullable String event) {
        try {
            if (OwnThread.isCurrent() || CaptureGuard.shared().isInside()) {
                return refused(DropReason.FEEDBACK);
            }
            if (closed) {
                return refused(DropReason.CLOSED);
            }
            ClientLane lane = router.find(event == null ? "" : event);
            if (lane == null) {
                return refused(DropReason.NO_LANE);
            }
            if (!sawEvent) {
                // nobody has kept the clock until now, and the process may have been frozen meanwhile
                clock.recalibrate();
                sawEvent = true;
            }
            return lane.drafts().begin(event);
        } catch (RuntimeException | Error e) {
            counts.count(FieldProblem.INTERNAL);
            return refused(DropReason.INTERNAL);
        }
    }

    /** Takes an event that is bytes already, with the {@link OrderKey} of whoever emitted it: one that came before this client. */
    boolean take(String event, byte[] bytes, int length, int severityNumber, int orderKey) {
        ClientLane lane = closed ? null : router.find(event);
        if (lane == null) {
            counts.dropped(closed ? DropReason.CLOSED : DropReason.NO_LANE);
            return false;
        }
        return lane.lane().offer(bytes, 0, length, severityNumber, orderKey);
    }

    private @Nullable EventDraft refused(DropReason reason) {
        counts.dropped(reason);
        return null;
    }

    /**
     * Waits until everything accepted before this call is durable at the service, or was set aside with a reason.
     *
     * @return whether it is; false when {@code zerobus.flush.timeout} was not enough
     */
    public boolean flush() {
        return flush(config.get(ClientOptions.FLUSH_TIMEOUT));
    }

    /**
     * Waits until everything accepted before this call is durable at the service, or was set aside with a reason.
     *
     * @param timeout how long to wait at most, for all lanes together
     * @return whether it is; false when the time was not enough, or the caller was interrupted (its flag stays set)
     */
    public boolean flush(Duration timeout) {
        return flush(nanos(timeout));
    }

    @Override
    public boolean flush(long timeoutNanos) {
        long now = System.nanoTime();
        long deadline = now + bounded(timeoutNanos);
        // first tell every lane, so that none lingers while another one is waited for
        for (ClientLane lane : lanes) {
            lane.lane().flush(now);
        }
        boolean durable = true;
        for (ClientLane lane : lanes) {
            durable &= lane.lane().flush(deadline);
        }
        return durable;
    }

    /** Closes within {@code zerobus.shutdown.timeout}, and says what remains. */
    @Override
    public void close() {
        close(config.get(ClientOptions.SHUTDOWN_TIMEOUT));
    }

    /**
     * Ends the client: refuses new events, delivers what the lanes have, all of them within one time, and says what
     * remains. Whoever calls first sets the time; every call reports. A caller who is interrupted does not wait: the lanes
     * go on by themselves for their time, and at the end of the process the shutdown hook waits for them.
     *
     * @param timeout how long to wait at most
     * @return what became of the events of each lane
     */
    public CloseReport close(Duration timeout) {
        closed = true;
        Events.detach(this);
        long timeoutNanos = bounded(nanos(timeout));
        long deadline = System.nanoTime() + timeoutNanos;
        if (replays != null) {
            replays.beginClose(timeoutNanos);
        }
        CloseReport report = Closing.close(lanes, timeoutNanos);
        boolean replaysEnded = replays == null || replays.awaitClosed(Math.max(0, deadline - System.nanoTime()));
        jmx.close();
        if (!report.finished() && Thread.currentThread().isInterrupted()) {
            // The lanes go on by themselves, for which they may need the house, and an end of the process the hook.
            status.say(
                    Level.WARN,
                    "the thread that closes was interrupted; delivery goes on until the time for closing is over");
            return report;
        }
        hook.remove();
        house.close();
        if (report.finished() && replaysEnded) {
            closeFiles();
        }
        if (saidRest.compareAndSet(false, true)) {
            sayRest(report);
        }
        return report;
    }

    /** Only when no lane uses them any more. */
    private void closeFiles() {
        if (deadLetters != null) {
            deadLetters.close();
        }
        if (spill != null) {
            spill.close();
        }
    }

    private void sayRest(CloseReport report) {
        status.sayWhatWasLeftOut();
        report.lanes().forEach(lane -> {
            if (lane.spilled() > 0 && lane.remaining() == 0 && lane.finished()) {
                status.say(
                        Level.WARN,
                        "closed before everything was durable at the service: " + lane
                                + "; what is spilled is on disk, and sent by the next client with this spill.dir");
            } else if (lane.remaining() > 0 || !lane.finished()) {
                status.say(
                        Level.ERROR,
                        "closed before everything was durable: " + lane + "; what remains is lost unless it was sent"
                                + " and only the answer is missing (zerobus.shutdown.timeout gives more time)");
            }
        });
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Reads the numbers of all lanes.
     *
     * @return the numbers of this moment
     */
    public ClientSnapshot snapshot() {
        List<LaneSnapshot> numbers = new ArrayList<>();
        for (ClientLane lane : lanes) {
            numbers.add(lane.metrics().snapshot());
        }
        return new ClientSnapshot(numbers, counts.drops(), counts.problems(), counts.deadLetters());
    }

    /**
     * Returns who sends: one start of one process. Rows have it in the column {@code producer_id}. Made with the first row,
     * or when this is first asked: so copies of a process that was frozen after its start (CRaC, a snapshot) are told apart,
     * as long as it had raised no event.
     *
     * @return a UUID of version 7
     */
    public UUID producerId() {
        return identity.producerId();
    }

    /**
     * Returns what the client was told.
     *
     * @return its configuration
     */
    public ZerobusConfig config() {
        return config;
    }

    private static long nanos(Duration timeout) {
        try {
            return timeout.toNanos();
        } catch (ArithmeticException centuries) {
            return timeout.isNegative() ? 0 : LONGEST_NANOS;
        }
    }

    private static long bounded(long nanos) {
        return Math.max(0, Math.min(nanos, LONGEST_NANOS));
    }
}
