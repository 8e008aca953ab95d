// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.api;

import java.util.ArrayList;
import java.util.List;

/** A listener that writes down what it is told, word by word. Owned by the test's thread. */
final class Recorded implements EventSink, EventWriter {

    final List<String> calls = new ArrayList<>();
    boolean answer = true;
    boolean refuses;
    RuntimeException thrown;

    private void called(String call) {
        calls.add(call);
        if (thrown != null) {
            throw thrown;
        }
    }

    @Override
    public EventWriter begin(String event) {
        called("begin " + event);
        return refuses ? null : this;
    }

    @Override
    public boolean flush(long timeoutNanos) {
        called("flush " + timeoutNanos);
        return answer;
    }

    @Override
    public void put(String name, boolean value) {
        called(name + "=boolean " + value);
    }

    @Override
    public void put(String name, long value) {
        called(name + "=long " + value);
    }

    @Override
    public void put(String name, float value) {
        called(name + "=float " + value);
    }

    @Override
    public void put(String name, double value) {
        called(name + "=double " + value);
    }

    @Override
    public void put(String name, char value) {
        called(name + "=char " + value);
    }

    @Override
    public void put(String name, CharSequence value) {
        called(name + "=text " + value);
    }

    @Override
    public void put(String name, Object value) {
        called(name + "=object " + value);
    }

    @Override
    public void severity(Severity severity) {
        called("severity " + severity);
    }

    @Override
    public void message(CharSequence message) {
        called("message " + message);
    }

    @Override
    public void failure(Throwable failure) {
        called("failure " + failure);
    }

    @Override
    public void time(long epochMicros) {
        called("time " + epochMicros);
    }

    @Override
    public void misuse(Misuse misuse) {
        called("misuse " + misuse);
    }

    @Override
    public boolean emit() {
        called("emit");
        return answer;
    }

    @Override
    public void discard() {
        called("discard");
    }
}
