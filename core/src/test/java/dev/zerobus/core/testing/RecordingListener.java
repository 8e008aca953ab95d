// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.testing;

import dev.zerobus.core.stream.SessionListener;
import dev.zerobus.core.stream.SessionState;
import dev.zerobus.core.stream.StreamFailure;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a session tells, in words: {@code opened}, {@code acked 3}, {@code lost UNAVAILABLE}. Owned by one thread. */
public final class RecordingListener implements SessionListener {

    private final List<String> heard = new ArrayList<>();
    private final List<String> states = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final List<StreamFailure> failures = new ArrayList<>();
    private int closeSignals;

    /** Everything but changes of state. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    /** How often the end of a stream was announced. */
    public int closeSignals() {
        return closeSignals;
    }

    /** The states entered, in order. */
    public List<String> states() {
        return List.copyOf(states);
    }

    /** Why each state was entered. */
    public List<String> reasons() {
        return List.copyOf(reasons);
    }

    public String lastReason() {
        return reasons.get(reasons.size() - 1);
    }

    public StreamFailure lastFailure() {
        return failures.get(failures.size() - 1);
    }

    public long count(String what) {
        return heard.stream().filter(what::equals).count();
    }

    public void forget() {
        heard.clear();
        states.clear();
        reasons.clear();
        failures.clear();
    }

    @Override
    public void opened() {
        heard.add("opened");
    }

    @Override
    public void acked(long offset) {
        heard.add("acked " + offset);
    }

    @Override
    public void lost(StreamFailure why) {
        failures.add(why);
        heard.add("lost " + why.code());
    }

    @Override
    public void rejected(StreamFailure why) {
        failures.add(why);
        heard.add("rejected " + why.code());
    }

    @Override
    public void schemaRejected(StreamFailure why) {
        failures.add(why);
        heard.add("schemaRejected " + why.code());
    }

    @Override
    public void ackIgnored(long offset) {
        heard.add("ackIgnored " + offset);
    }

    @Override
    public void closeSignalled() {
        closeSignals++;
    }

    @Override
    public void stateChanged(SessionState from, SessionState to, String why) {
        states.add(to.name());
        reasons.add(why);
    }
}
