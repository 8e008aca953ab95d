// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zerobus.core.auth.TokenSource;
import dev.zerobus.core.event.OrderKey;
import dev.zerobus.core.lane.DiskBug;
import dev.zerobus.core.lane.SetAside;
import dev.zerobus.core.stream.SessionFactory;
import dev.zerobus.core.stream.SessionListener;
import dev.zerobus.core.stream.StreamFailure;
import dev.zerobus.core.stream.StreamSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation can fail: bugs that are planted into the client, or around it, are found, and by the right invariant. */
@Tag("long")
class PlantedBugsTest {

    private static final int SEEDS = 400;

    /** Changes one call, and leaves the others as they are. */
    private interface Tamper {
        Object call(Object real, String method, Object[] args, Call original) throws Throwable;
    }

    private interface Call {
        Object now() throws Throwable;
    }

    enum Bug implements Plant {
        THE_LANE_DOES_NOT_HEAR_THAT_ITS_STREAM_IS_LOST("books|I1|I7|I3|I6|error of its own") {
            @Override
            public SessionFactory sessions(SessionFactory real) {
                return listening(real, (to, method, args, original) -> method.equals("lost") ? null : original.now());
            }
        },
        ACKNOWLEDGEMENTS_COUNT_ONE_REQUEST_MORE("books") {
            @Override
            public SessionFactory sessions(SessionFactory real) {
                return listening(real, (to, method, args, original) -> {
                    if (method.equals("acked")) {
                        ((SessionListener) to).acked((Long) args[0] + 1);
                        return null;
                    }
                    return original.now();
                });
            }
        },
        ACKNOWLEDGEMENTS_ARE_HEARD_TWICE_AS_IF_THE_STREAM_WERE_LOST("I1|I3|I7|books|protocol|contract") {
            @Override
            public SessionFactory sessions(SessionFactory real) {
                return listening(real, (to, method, args, original) -> {
                    original.now();
                    if (method.equals("acked")) {
                        ((SessionListener) to).lost(StreamFailure.of(CODE, "planted"));
                    }
                    return null;
                });
            }
        },
        REQUESTS_ARE_SENT_TWICE("I3|I4|protocol|books|error of its own") {
            @Override
            public SessionFactory sessions(SessionFactory real) {
                return sending(real, (to, method, args, original) -> {
                    if (method.equals("send") && ((StreamSession) to).ready()) {
                        original.now();
                        return ((StreamSession) to).ready() ? original.now() : 0L;
                    }
                    return original.now();
                });
            }
        },
        THE_SESSION_SEEMS_ALWAYS_READY("error of its own|protocol|I4") {
            @Override
            public SessionFactory sessions(SessionFactory real) {
                return sending(real, (to, method, args, original) -> method.equals("ready") ? true : original.now());
            }
        },
        THE_SESSION_NEVER_SAYS_WHEN_IT_IS_DUE("runs hot|I7|never") {
            @Override
            public SessionFactory sessions(SessionFactory real) {
                return sending(
                        real,
                        (to, method, args, original) -> method.equals("poll")
                                ? ((StreamSession) to).poll((Long) args[0] - 3_000_000 * World.SECOND)
                                : original.now());
            }
        },
        THERE_IS_NO_DELAY_BETWEEN_ATTEMPTS("hammered") {
            @Override
            public long jitter(long drawn) {
                return 0;
            }
        },
        A_REFUSED_TOKEN_IS_GIVEN_OUT_AGAIN("shown again") {
            @Override
            public TokenSource tokens(TokenSource real) {
                return tampered(
                        TokenSource.class,
                        real,
                        (to, method, args, original) -> method.equals("refused") ? null : original.now());
            }
        },
        DEAD_LETTERS_VANISH("I1|I7|books|flush") {
            @Override
            public SetAside setAside(SetAside real) {
                return event -> {};
            }
        },
        EVENTS_ARE_SETTLED_ON_DISK_BEFORE_THEY_ARE_ACKNOWLEDGED("I1.*is lost|can not be read") {
            @Override
            public DiskBug disk() {
                return DiskBug.SETTLES_WHAT_IS_SEALED;
            }
        },
        THE_LAST_EVENT_ON_DISK_IS_FORGOTTEN("I1.*is lost|can not be read") {
            @Override
            public DiskBug disk() {
                return DiskBug.FORGETS_THE_LAST_EVENT;
            }
        },
        SEALS_ARE_SAID_TO_BE_DONE_AND_ARE_DONE_LATER("before it is on disk|books|I1.*is lost|can not be read") {
            @Override
            public DiskBug disk() {
                return DiskBug.SEALS_EVERY_OTHER_TIME;
            }
        },
        FAILURES_OF_THE_DISK_ARE_HIDDEN("I1|books|can not be read") {
            @Override
            public DiskBug disk() {
                return DiskBug.HIDES_FAILURES;
            }
        },
        WHAT_IS_SETTLED_IS_NOT_NOTED_ON_DISK("I3.*sent again|left on disk") {
            @Override
            public DiskBug disk() {
                return DiskBug.NEVER_NOTES_WHAT_IS_SETTLED;
            }
        },
        A_REWIND_ON_DISK_LEAVES_ONE_OUT("I1|books|can not be read") {
            @Override
            public DiskBug disk() {
                return DiskBug.SEEKS_ONE_TOO_FAR;
            }
        },
        THE_RING_IS_SENT_BEFORE_WHAT_THE_DISK_HAS("I1|I2|books|can not be read") {
            @Override
            public DiskBug disk() {
                return DiskBug.SEEMS_TO_BE_AT_ITS_END;
            }
        },
        EVENTS_ARE_SENT_BEFORE_THEY_ARE_ON_DISK("before it is on disk") {
            @Override
            public DiskBug disk() {
                return DiskBug.SEEMS_NEVER_USABLE;
            }
        },
        A_REPLAY_MAKES_ROWS_OF_ITS_OWN_IDENTITY("I1: a row that nobody has emitted") {
            @Override
            public UUID replayAs(UUID whoseTheyAre) {
                return new UUID(whoseTheyAre.getMostSignificantBits(), ~whoseTheyAre.getLeastSignificantBits());
            }
        },
        EVENTS_OF_ONE_THREAD_GO_BY_SEVERAL_STREAMS("I2.*of the same producer") {
            @Override
            public int orderKey(int event, int ofItsProducer) {
                return 1 + event % OrderKey.KEYS;
            }
        },
        THE_SERVICE_ACKNOWLEDGES_BEFORE_IT_IS_DURABLE("I1") {
            @Override
            public boolean serviceLies() {
                return true;
            }
        };

        private static final dev.zerobus.core.stream.FailureCode CODE = dev.zerobus.core.stream.FailureCode.UNAVAILABLE;

        private final String foundBy;

        Bug(String foundBy) {
            this.foundBy = foundBy;
        }
    }

    @ParameterizedTest
    @EnumSource(Bug.class)
    void isFound(Bug bug) {
        String found = null;
        for (long seed = 0; seed < SEEDS && found == null; seed++) {
            found = Simulation.run(seed, bug, false).violation();
        }
        assertThat(found).as(bug + " within " + SEEDS + " lives").isNotNull();
        assertThat(found).containsPattern(bug.foundBy);
    }

    /** The words of a failure are enough to run it again. */
    @Test
    void isToldWithItsSeedAndTheLastSteps() {
        long seed = 0;
        while (Simulation.run(seed, Bug.DEAD_LETTERS_VANISH, false).violation() == null) {
            seed++;
        }
        long failing = seed;
        assertThatThrownBy(() -> Simulation.run(failing, Bug.DEAD_LETTERS_VANISH))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("seed " + failing + ": ")
                .hasMessageContaining("-Dsim.seed=" + failing)
                .hasMessageContaining("the last steps:")
                .hasMessageNotContaining("NOT DETERMINISTIC");
    }

    private static SessionFactory listening(SessionFactory real, Tamper tamper) {
        return (table, listener, wakeup) ->
                real.create(table, tampered(SessionListener.class, listener, tamper), wakeup);
    }

    private static SessionFactory sending(SessionFactory real, Tamper tamper) {
        return (table, listener, wakeup) -> tampered(StreamSession.class, real.create(table, listener, wakeup), tamper);
    }

    private static <T> T tampered(Class<T> type, T real, Tamper tamper) {
        Object proxy = Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, args) -> tamper.call(real, method.getName(), args, () -> {
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
        return type.cast(proxy);
    }
}
