// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.status.StatusChannel.Level;
import dev.zerobus.core.stream.FailureCode;
import dev.zerobus.core.stream.SessionState;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the lane is, for people: brings together what its stream, its schema and its circuit breaker say, shows it in the
 * metrics, and says one line for each change, with the cause and what to do. Owned by the drain thread.
 *
 * <p>No change stays unsaid, and nothing floods: {@value #BURST} lines go out at once, further ones as one in ten seconds,
 * which says how the lane is then and how often that has changed since. What lasts is said again every five minutes. The
 * status channel's own limit is passed by, as it would leave out the last word.
 */
final class LaneStates {

    static final int BURST = 6;
    static final long REFILL_NANOS = 10_000_000_000L;
    static final long REMIND_NANOS = 300_000_000_000L;
    /** A stream that is exchanged on purpose is worth a line only if the next one does not come. */
    static final long QUIET_NANOS = 5_000_000_000L;

    /** Codes that begin the cause of a stream's planned end: the service moves us on, or the lane looks for a bad record. */
    private static final Set<FailureCode> PLANNED =
            EnumSet.of(FailureCode.CLOSE_SIGNAL, FailureCode.NEW_DESCRIPTOR, FailureCode.INVALID_ARGUMENT);

    /** As people see it. */
    private enum Condition {
        NEW,
        UP,
        RECOVERING,
        BLOCKED
    }

    private final String lane;
    private final LaneMetrics metrics;
    private final StatusChannel status;
    private final LongSupplier clock;

    private SessionState session = SessionState.IDLE;
    private String sessionWhy = "no event yet";
    private @Nullable String breakerWhy;
    private @Nullable String tableWhy;

    private Condition condition = Condition.NEW;
    private String why = "";
    private long sinceNanos;
    private boolean wasUp;
    private long downSinceNanos;
    private long attempts;

    private Condition said = Condition.NEW;
    private String saidCause = "";
    private long saidNanos;
    private long saidLines;
    private long changes;
    private long quietUntilNanos;
    private int tokens = BURST;
    private long refilledNanos;

    LaneStates(LaneParts parts) {
        this.lane = parts.name();
        this.metrics = parts.metrics();
        this.status = parts.status();
        this.clock = parts.nanoClock();
        this.refilledNanos = clock.getAsLong();
        this.quietUntilNanos = refilledNanos;
    }

    /** The stream says how it is. */
    void session(SessionState to, String cause) {
        session = to;
        sessionWhy = cause;
        if (breakerWhy == null && tableWhy == null) {
            metrics.stateChanged(to.name(), cause);
            show(to, cause);
        }
    }

    /** There never was a schema, so there is no stream either. */
    void noSchema(boolean retriable, String cause) {
        session(retriable ? SessionState.RECOVERING : SessionState.BLOCKED, cause);
    }

    /** The lane blocks itself. */
    void breakerOpened(String cause) {
        breakerWhy = cause;
        showOwn();
    }

    /** It goes on. */
    void breakerClosed() {
        breakerWhy = null;
        showOwn();
    }

    /** The lane waits for a repair of its table. */
    void tableBlocks(String cause) {
        tableWhy = cause;
        showOwn();
    }

    /** Its events fit the table again. */
    void tableFits() {
        tableWhy = null;
        showOwn();
    }

    private void showOwn() {
        String own = breakerWhy == null ? tableWhy : breakerWhy;
        if (own == null) {
            metrics.stateChanged(session.name(), sessionWhy);
            show(session, sessionWhy);
        } else {
            metrics.stateChanged(SessionState.BLOCKED.name(), own);
            become(Condition.BLOCKED, own);
        }
    }

    /** Says what could not be said at once. Called about once a second. */
    void tick() {
        sayIfDue(clock.getAsLong());
    }

    /** The last word. */
    void close() {
        if (isUnsaid()) {
            sayIt(clock.getAsLong());
        }
    }

    private void show(SessionState state, String cause) {
        switch (state) {
            case OPEN:
                become(Condition.UP, cause);
                break;
            case RECOVERING:
                become(Condition.RECOVERING, cause);
                break;
            case BLOCKED:
                become(Condition.BLOCKED, cause);
                break;
            default: // on the way from one to another
        }
    }

    private void become(Condition next, String cause) {
        long now = clock.getAsLong();
        if (next != condition) {
            if (condition == Condition.UP || condition == Condition.NEW) {
                downSinceNanos = now;
                attempts = 0;
                boolean planned = next == Condition.RECOVERING && isPlanned(cause);
                quietUntilNanos = planned ? now + QUIET_NANOS : now;
            } else if (next == Condition.BLOCKED || !isPlanned(cause)) {
                quietUntilNanos = now;
            }
            condition = next;
            sinceNanos = now;
            changes++;
        }
        attempts += next == Condition.UP ? 0 : 1;
        why = cause;
        sayIfDue(now);
        wasUp |= next == Condition.UP;
    }

    private static boolean isPlanned(String cause) {
        for (FailureCode code : PLANNED) {
            if (cause.startsWith(code.name())) {
                return true;
            }
        }
        return false;
    }

    private boolean isUnsaid() {
        return condition != said || (condition != Condition.UP && !cause(why).equals(saidCause));
    }

    private void sayIfDue(long now) {
        boolean reminds = condition != Condition.UP
                && condition != Condition.NEW
                && condition == said
                && now - saidNanos >= REMIND_NANOS;
        if (!reminds && (!isUnsaid() || now - quietUntilNanos < 0)) {
            return;
        }
        long refills = (now - refilledNanos) / REFILL_NANOS;
        if (refills > 0) {
            tokens = (int) Math.min(BURST, tokens + refills);
            refilledNanos += refills * REFILL_NANOS;
        }
        if (tokens > 0) {
            tokens--;
            sayIt(now);
        }
    }

    private void sayIt(long now) {
        String text = text(now);
        Level level =
                condition == Condition.UP ? Level.INFO : condition == Condition.BLOCKED ? Level.ERROR : Level.WARN;
        if (changes > 1) {
            text += " (" + changes + " changes since the last word)";
        }
        said = condition;
        saidCause = cause(why);
        saidNanos = now;
        changes = 0;
        // a key of its own: the channel would leave out what comes too soon after its like
        status.say(level, lane + "/state/" + saidLines++, text);
    }

    private String text(long now) {
        boolean still = condition == said;
        String lasts = still ? " still, for " + duration(now - sinceNanos) + " and " + attempts + " attempts" : "";
        switch (condition) {
            case RECOVERING:
                return "lane " + lane + " reconnects" + lasts + ": " + why + waiting(", ", " events wait");
            case BLOCKED:
                return "lane " + lane + " is blocked" + lasts + ", its events are kept" + waiting(" (", ")") + ": "
                        + why;
            default:
                return wasUp || said != Condition.NEW
                        ? "lane " + lane + " is open again after " + duration(now - downSinceNanos)
                                + waiting(": ", " events waited")
                        : "lane " + lane + " is connected";
        }
    }

    private String waiting(String before, String behind) {
        long waiting = metrics.waiting();
        return waiting < 0 ? "" : before + String.format(Locale.ROOT, "%,d", waiting) + behind;
    }

    /** A cause without what differs from one attempt to the next. */
    private static String cause(String why) {
        int colon = why.indexOf(':');
        return colon < 0 ? why : why.substring(0, colon);
    }

    static String duration(long nanos) {
        long millis = nanos / 1_000_000;
        if (millis < 1_000) {
            return millis + " ms";
        }
        long seconds = millis / 1_000;
        if (seconds < 120) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        return minutes < 120 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }
}
