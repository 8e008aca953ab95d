// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

/** What is measured: one in a JVM, so that its call sites see one kind of it only. The calls are made on several threads. */
interface Subject extends AutoCloseable {

    /** On each calling thread, before its first call: what a request's filter does, such as filling the MDC. */
    default void enterThread() {}

    /** Another request begins on the calling thread; not measured. */
    default void nextRequest(int number) {}

    /** The measured call. */
    void call(int number);

    /** The measured call with an exception. */
    default void call(int number, Throwable thrown) {
        throw new UnsupportedOperationException("this subject takes no exceptions");
    }

    /** After the warm-up, before anything is measured. */
    default void prepare() throws Exception {}

    /** How many events have come out at the far end; negative if every call is done when it returns. */
    long delivered();

    /** Whether a run must end because there is no room for more. */
    default boolean exhausted() {
        return false;
    }

    /** Lets what is buffered go on. */
    default void flush() {}

    /** After everything was measured: more figures, as name=value words. */
    default String more() throws Exception {
        return "";
    }

    @Override
    default void close() {}
}
