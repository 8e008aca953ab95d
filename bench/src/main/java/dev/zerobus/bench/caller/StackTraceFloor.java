// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

/** What the JVM takes to say where an exception was made, before anybody makes text of it. */
final class StackTraceFloor implements Subject {

    @Override
    public void call(int number) {
        throw new UnsupportedOperationException("there is no stack trace without an exception");
    }

    @Override
    public void call(int number, Throwable thrown) {
        Seen.take(thrown.getStackTrace().length);
    }

    @Override
    public long delivered() {
        return -1;
    }
}
