// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.zerobus.core.metrics.CountingLaneMetrics;
import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.metrics.SetAsideReason;
import java.time.Duration;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The parts of the drain that stand alone. */
class SmallPartsTest {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long FIVE_MINUTES = 5 * MINUTE;

    @Test
    void theWindowIsBoundedInRequestsAndBytesButTakesOneOfAnySize() {
        InFlightWindow window = new InFlightWindow(3, 1000);
        assertThat(window.hasRoom(5000)).isTrue();
        window.add(0, 0, 10, 1, 1, 600, 0, 0);
        assertThat(window.hasRoom(400)).isTrue();
        assertThat(window.hasRoom(401)).isFalse();
        window.add(1, 1, 20, 2, 2, 100, 1, 0);
        window.add(2, 2, 30, 3, 3, 100, 2, 0);
        assertThat(window.hasRoom(1)).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> window.add(3, 3, 40, 4, 1, 1, 3, 0));
        assertThat(window.records()).isEqualTo(6);
        window.removeOldest();
        assertThat(window.oldest().endPosition).isEqualTo(20);
        window.add(3, 3, 40, 4, 4, 50, 3, 7);
        assertThat(window.newest().endPosition).isEqualTo(40);
        assertThat(window.bytes()).isEqualTo(250);
        window.clear();
        assertThat(window.isEmpty()).isTrue();
        assertThatIllegalStateException().isThrownBy(window::oldest);
    }

    @Test
    void settledPositionsBehaveLikeASortedMap() {
        for (long seed = 1; seed <= 50; seed++) {
            Random random = new Random(seed);
            SettledPositions settled = new SettledPositions();
            TreeMap<Long, SetAsideReason> model = new TreeMap<>();
            CountingLaneMetrics metrics = new CountingLaneMetrics("lane", "a.b.c");
            long released = 0;
            long counted = 0;
            for (int i = 0; i < 2_000; i++) {
                long position = released + 1 + random.nextInt(500);
                if (random.nextInt(4) > 0) {
                    SetAsideReason reason = SetAsideReason.values()[random.nextInt(5)];
                    settled.add(position, reason);
                    model.putIfAbsent(position, reason);
                } else if (random.nextInt(8) == 0) {
                    released = position;
                    counted += model.headMap(position, true).size();
                    assertThat(settled.release(position, metrics))
                            .isEqualTo(model.headMap(position, true).size());
                    model.headMap(position, true).clear();
                }
                assertThat(settled.size()).as("seed " + seed).isEqualTo(model.size());
                assertThat(settled.contains(position)).isEqualTo(model.containsKey(position));
            }
            assertThat(metrics.snapshot().setAsideTotal()).as("seed " + seed).isEqualTo(counted);
        }
    }

    @Test
    void settledPositionsAreBounded() {
        SettledPositions settled = new SettledPositions();
        for (int i = 1; i <= SettledPositions.MAX; i++) {
            assertThat(settled.full()).isFalse();
            settled.add(i, SetAsideReason.UNREADABLE);
        }
        assertThat(settled.full()).isTrue();
        settled.release(1, LaneMetrics.none());
        assertThat(settled.full()).isFalse();
    }

    @Test
    void theBudgetOfRejectionsIsPerMinute() {
        RejectionBudget budget = new RejectionBudget(3, FIVE_MINUTES);
        long start = Duration.ofHours(1).toNanos();
        assertThat(budget.spend(false, 0, start)).isZero();
        assertThat(budget.spend(true, 0, start)).isZero();
        assertThat(budget.spend(false, 0, start + 10)).isZero();
        assertThat(budget.cause()).isNull();
        assertThat(budget.spend(false, 0, start + 20)).isEqualTo(MINUTE - 20);
        assertThat(budget.cause()).contains("more than 3 requests").contains("rejections.per-minute");
        budget.rested(0, start + MINUTE);
        assertThat(budget.spend(false, 0, start + MINUTE)).isZero();
        assertThat(budget.cause()).isNull();
    }

    @Test
    void theBudgetOfRejectionsRestsLongerWhenItIsUsedUpAgainAtOnce() {
        RejectionBudget budget = new RejectionBudget(1, FIVE_MINUTES);
        long now = -7;
        for (int minutes : new int[] {1, 2, 4, 5, 5}) {
            assertThat(budget.spend(true, 0, now)).isZero();
            long rest = budget.spend(true, 0, now);
            assertThat(rest).isEqualTo(minutes * MINUTE);
            now += rest;
            budget.rested(0, now);
        }
        now += MINUTE;
        assertThat(budget.spend(true, 0, now)).as("a minute went by in peace").isZero();
        assertThat(budget.spend(true, 0, now)).isEqualTo(MINUTE);
    }

    @Test
    void theBudgetOfRejectionsIsAlsoAShareOfTheRows() {
        RejectionBudget budget = new RejectionBudget(1_000, FIVE_MINUTES);
        for (int i = 1; i < RejectionBudget.LEAST_CULPRITS; i++) {
            assertThat(budget.spend(true, 1_000_000, 0))
                    .as("too few for a share")
                    .isZero();
        }
        assertThat(budget.spend(true, 1_000_000 + 380, 0)).as("20 of 400").isZero();
        assertThat(budget.spend(true, 1_000_000 + 380, 0)).as("21 of 401").isEqualTo(MINUTE);
        assertThat(budget.cause()).contains("21 of 401 rows").contains("5 %");
    }

    @Test
    void theBudgetOfRejectionsCanBeWithoutLimit() {
        RejectionBudget budget = new RejectionBudget(RejectionBudget.NO_LIMIT, FIVE_MINUTES);
        for (int i = 0; i < 10_000; i++) {
            assertThat(budget.spend(true, 0, 0)).isZero();
        }
    }

    @Test
    void bisectionNeedsAtMostLogarithmicallyManyProbes() {
        for (int size = 1; size <= 300; size++) {
            for (int bad = 0; bad < size; bad++) {
                assertThat(probes(size, bad)).as("bad " + bad + " of " + size).isLessThanOrEqualTo((int)
                        (2 + 1.5 * Math.log(size) / Math.log(2)));
            }
        }
    }

    /** A request of {@code size} rows was rejected alone; returns the requests until the culprit is found. */
    private static int probes(int size, int bad) {
        Bisection bisection = new Bisection();
        boolean culprit = bisection.rejected(1, size, size);
        int from = 0;
        int probes = 0;
        while (!culprit) {
            int rows = bisection.maxRecords(10_000);
            assertThat(rows).isBetween(1, size - from);
            probes++;
            if (bad < from + rows) {
                culprit = bisection.rejected(1, rows, from + rows);
            } else {
                from += rows;
                bisection.settled(rows, from);
            }
        }
        assertThat(from).isEqualTo(bad);
        bisection.culpritSetAside();
        bisection.settled(0, size);
        assertThat(bisection.active()).isFalse();
        assertThat(bisection.maxRecords(10_000)).isEqualTo(10_000);
        return probes;
    }

    @Test
    void backoffDoublesUpToItsMaximumWithinItsUpperHalf() {
        Backoff backoff = new Backoff(100, 1000, new Random(7));
        assertThat(backoff.next()).isBetween(50L, 100L);
        assertThat(backoff.next()).isBetween(100L, 200L);
        for (int i = 0; i < 10; i++) {
            assertThat(backoff.next()).isLessThanOrEqualTo(1000L);
        }
        assertThat(backoff.next()).isBetween(500L, 1000L);
        backoff.reset();
        assertThat(backoff.next()).isBetween(50L, 100L);
    }
}
