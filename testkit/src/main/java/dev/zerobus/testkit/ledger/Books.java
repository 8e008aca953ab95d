// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.ledger;

import dev.zerobus.core.ClientSnapshot;
import dev.zerobus.core.metrics.LaneSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client's own numbers at one moment, with a form as one line, in which they leave the process that they are about. Immutable.
 *
 * @param accepted events that all lanes took
 * @param acked rows that are durable at the service
 * @param dropped events that were refused
 * @param setAside events that could not become rows
 * @param spilled events that only the disk has
 * @param replayed events of earlier processes that were sent from the disk
 * @param resent rows that were sent once more
 * @param diskBytes what lanes have on disk
 * @param disk one word about the disk of the first lane, empty if it is unused
 * @param state the state of the first lane, in one word
 * @param balances whether the books balance, exact at a quiet moment
 */
public record Books(
        long accepted,
        long acked,
        long dropped,
        long setAside,
        long spilled,
        long replayed,
        long resent,
        long diskBytes,
        String disk,
        String state,
        boolean balances) {

    private static final Pattern PAIR = Pattern.compile("(\\w+)=(\\w*)");
    private static final Pattern NO_WORD = Pattern.compile("\\W");

    /**
     * Takes them from a client.
     *
     * @param snapshot the client's numbers
     * @return the same, summed up
     */
    public static Books of(ClientSnapshot snapshot) {
        List<LaneSnapshot> lanes = snapshot.lanes();
        return new Books(
                snapshot.accepted(),
                snapshot.acked(),
                snapshot.dropped(),
                lanes.stream().mapToLong(LaneSnapshot::setAsideTotal).sum(),
                lanes.stream().mapToLong(LaneSnapshot::spilled).sum(),
                lanes.stream().mapToLong(lane -> lane.disk().replayed()).sum(),
                lanes.stream().mapToLong(LaneSnapshot::resent).sum(),
                lanes.stream().mapToLong(lane -> lane.disk().bytes()).sum(),
                lanes.isEmpty() ? "" : firstWord(lanes.get(0).disk().state()),
                lanes.isEmpty() ? "" : lanes.get(0).state(),
                snapshot.balances());
    }

    private static String firstWord(String text) {
        return NO_WORD.split(text, 2)[0];
    }

    /**
     * Reads what {@link #toString} has written, whatever stands around it.
     *
     * @param line the line
     * @return the numbers
     */
    public static Books parse(String line) {
        Map<String, String> values = new HashMap<>();
        for (Matcher pair = PAIR.matcher(line); pair.find(); ) {
            values.put(pair.group(1), pair.group(2));
        }
        return new Books(
                number(values, "accepted"),
                number(values, "acked"),
                number(values, "dropped"),
                number(values, "setAside"),
                number(values, "spilled"),
                number(values, "replayed"),
                number(values, "resent"),
                number(values, "diskBytes"),
                word(values, "disk"),
                word(values, "state"),
                Boolean.parseBoolean(word(values, "balances")));
    }

    private static long number(Map<String, String> values, String name) {
        return Long.parseLong(word(values, name));
    }

    private static String word(Map<String, String> values, String name) {
        String word = values.get(name);
        if (word == null) {
            throw new IllegalArgumentException("no " + name + " in " + values);
        }
        return word;
    }

    @Override
    public String toString() {
        return "accepted=" + accepted + " acked=" + acked + " dropped=" + dropped + " setAside=" + setAside
                + " spilled=" + spilled + " replayed=" + replayed + " resent=" + resent + " diskBytes=" + diskBytes
                + " disk=" + disk + " state=" + state + " balances=" + balances;
    }
}
