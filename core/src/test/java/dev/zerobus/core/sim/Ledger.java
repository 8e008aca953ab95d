// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.sim;

import dev.zerobus.core.metrics.SetAsideReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of every event, written down by everyone who sees one: the producers, the service, the taker of dead letters,
 * and who listens between session and lane. Breaks of an invariant are told to the world as they happen, the rest at the end.
 */
final class Ledger {

    /** One event. */
    static final class Entry {
        final int id;
        final int producer;
        final Life life;
        final boolean misfit;
        final boolean poison;
        /** Its number in its life's ring; -1: refused. */
        long seq = -1;

        int landings;
        /** Whose lane was told that it is durable; null: none. */
        Life ackedBy;

        SetAsideReason aside;
        /** By whose lane it was set aside last. */
        Life asideBy;
        /** The service refused a request that held nothing but this event. */
        boolean refusedAlone;

        Entry(int id, int producer, Life life, boolean misfit, boolean poison) {
            this.id = id;
            this.producer = producer;
            this.life = life;
            this.misfit = misfit;
            this.poison = poison;
        }
    }

    /** From a start of the client to its end or crash. */
    static final class Life {
        final String producerId;
        long accepted;
        long dropped;
        long acked;
        long asides;
        /** The highest number whose first landing was seen: of all, or with several streams of each producer. */
        final long[] frontiers;

        /** Where it has ended: everything with a lower number was settled, and what is not may have been settled as well. */
        long settledBelow = Long.MAX_VALUE;

        /** What has a lower number survives the end of its process. */
        long safeBelow;
        /** And what has one lower than this survives a power cut as well. */
        long forcedBelow;

        Life(String producerId, int frontiers) {
            this.producerId = producerId;
            this.frontiers = new long[frontiers];
            Arrays.fill(this.frontiers, -1);
        }
    }

    private final World world;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Life> lives = new HashMap<>();
    private long duplicates;
    /** The table's columns have changed: what fitted may no longer fit. */
    private boolean altered;
    /** The service has refused for no reason, so what has landed may be refused. */
    private boolean fickle;

    Ledger(World world) {
        this.world = world;
    }

    Life begin(String producerId, int frontiers) {
        Life life = new Life(producerId, frontiers);
        lives.put(producerId, life);
        return life;
    }

    Entry emit(int producer, Life life, boolean misfit, boolean poison) {
        Entry entry = new Entry(entries.size(), producer, life, misfit, poison);
        entries.add(entry);
        return entry;
    }

    /** The producer is back from its offer. The number is that of its place, so it is given at once. */
    void offered(Entry entry, boolean accepted) {
        if (accepted) {
            entry.seq = entry.life.accepted++;
        } else {
            entry.life.dropped++;
        }
    }

    void altered() {
        altered = true;
    }

    void fickle() {
        fickle = true;
    }

    long duplicates() {
        return duplicates;
    }

    int emitted() {
        return entries.size();
    }

    Entry entry(int id) {
        return entries.get(id);
    }

    /** Finds a row's event, if it is one: right number, right producer, accepted. */
    Entry find(SimTable.Row row) {
        Life life = lives.get(row.producer());
        if (life == null || row.id() < 0 || row.id() >= entries.size()) {
            world.violate("I1: a row that nobody has emitted: " + row);
            return null;
        }
        Entry entry = entries.get(row.id());
        if (entry.life != life || entry.seq != row.seq() || entry.misfit) {
            world.violate("I1: a row is not what was emitted: " + row + ", emitted as number " + entry.seq + " by "
                    + entry.life.producerId + (entry.misfit ? " with a value that fits no row" : ""));
        }
        return entry;
    }

    /**
     * An event goes out.
     *
     * @param by whose process sends it: not that of the event, if that one has left it on disk
     * @param forgetful whether the disk may have forgotten what was noted there
     */
    void sent(Entry entry, Life by, boolean forgetful) {
        if (knownAsAcked(entry, by, forgetful)) {
            world.violate("I3: event " + entry.id + " is sent again after its acknowledgement");
        }
        if (entry.asideBy == by) {
            world.violate("I1: event " + entry.id + " is sent after it was set aside: " + entry.aside);
        }
    }

    /**
     * Whether a process must know that an event is durable: what it was told itself, and what another one was, unless that
     * has ended while something before it was not settled.
     */
    private static boolean knownAsAcked(Entry entry, Life by, boolean forgetful) {
        Life told = entry.ackedBy;
        boolean noted = told != null && !(told == entry.life && entry.seq >= told.settledBelow);
        return told == by || (noted && !forgetful);
    }

    /** A process is over. */
    void ended(Life life) {
        long first = Long.MAX_VALUE;
        for (Entry entry : entries) {
            if (entry.life == life && entry.seq >= 0 && entry.ackedBy != life && entry.asideBy != life) {
                first = Math.min(first, entry.seq);
            }
        }
        life.settledBelow = first;
    }

    void landed(Entry entry) {
        if (entry.landings++ > 0) {
            duplicates++;
            return;
        }
        // what one process has set aside may fit when the next one sends it, if the table was altered meanwhile
        long[] frontiers = entry.life.frontiers;
        int whose = entry.producer % frontiers.length;
        if (entry.seq < frontiers[whose] && entry.aside == null) {
            world.violate("I2: event " + entry.id + ", number " + entry.seq + ", lands first after number "
                    + frontiers[whose] + (frontiers.length == 1 ? "" : " of the same producer"));
        }
        frontiers[whose] = Math.max(frontiers[whose], entry.seq);
    }

    void acked(Entry entry, Life by) {
        if (entry.landings == 0) {
            world.violate("I1: event " + entry.id + " counts as durable and is not");
        }
        entry.ackedBy = by;
        by.acked++;
    }

    void aside(Entry entry, long seq, SetAsideReason reason, Life by, boolean forgetful) {
        if (entry.asideBy == by || entry.seq != seq) {
            world.violate("I1: event " + entry.id + ", number " + entry.seq + ", is set aside as number " + seq
                    + " for " + reason + ", before for " + entry.aside);
        }
        if (knownAsAcked(entry, by, forgetful)) {
            world.violate("I1: event " + entry.id + " is set aside after its acknowledgement");
        }
        if (reason == SetAsideReason.REJECTED ? !entry.refusedAlone : !(entry.misfit || altered)) {
            world.violate("I1: event " + entry.id + " is set aside without a cause: " + reason);
        }
        entry.aside = reason;
        entry.asideBy = by;
        by.asides++;
    }

    /** The power was cut: what was not forced may be gone, of processes long dead, too. */
    void powerWasCut() {
        for (Life life : lives.values()) {
            life.safeBelow = Math.min(life.safeBelow, life.forcedBelow);
        }
    }

    /** After everything: every accepted event of lives that did not crash has landed or is set aside, exactly. */
    void checkEnd(Life last, boolean drained, long remaining) {
        long missing = 0;
        for (Entry entry : entries) {
            if (entry.seq < 0) {
                world.check(
                        entry.landings == 0 && entry.aside == null,
                        () -> "I1: event " + entry.id + " was refused and lands");
            } else {
                boolean missed = entry.landings == 0 && entry.aside == null;
                missing += missed && entry.life == last ? 1 : 0;
                checkAccepted(entry, entry.life == last ? drained : entry.seq < entry.life.safeBelow);
            }
        }
        if (missing > remaining) {
            world.violate("I1: " + missing + " events are nowhere, where the report says " + remaining);
        }
    }

    private void checkAccepted(Entry entry, boolean mustBeThere) {
        boolean landed = entry.landings > 0;
        if (mustBeThere && !landed && entry.aside == null) {
            world.violate("I1: event " + entry.id + ", number " + entry.seq + ", is lost");
        }
        if (entry.misfit && landed || entry.poison && landed) {
            world.violate("I1: event " + entry.id + " can not have landed");
        }
        if (landed && entry.aside != null && !fickle && !altered) {
            world.violate("I1: event " + entry.id + " has landed and is set aside as well: " + entry.aside);
        }
        if (mustBeThere && entry.misfit && entry.aside == null) {
            world.violate("I1: event " + entry.id + " fits no row and is not set aside");
        }
    }
}
