// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import dev.zerobus.api.Events;
import dev.zerobus.api.Severity;

/**
 * {@code Events.emit} with severity, message and ten values. Whether the whole client stands behind it is the {@link
 * Behind}'s matter.
 */
final class EmitSubject implements Subject {

    private final Behind behind;

    /** With the whole client, configured by the environment. */
    EmitSubject() throws Exception {
        this(new WholeClient());
    }

    EmitSubject(Behind behind) {
        this.behind = behind;
    }

    /** Who takes the events. */
    interface Behind extends AutoCloseable {

        long delivered();

        void flush();

        default void prepare(Runnable call) throws Exception {}

        default boolean exhausted() {
            return false;
        }

        default String more() throws Exception {
            return "";
        }

        @Override
        void close();
    }

    @Override
    public void call(int number) {
        Events.event("order_placed")
                .severity(Severity.INFO)
                .message(Order.MESSAGE)
                .put("order_id", number)
                .put("customer", "c-48213377")
                .put("amount", 9.5 + (number & 7))
                .put("express", (number & 1) == 1)
                .put("region", "eu-west-1")
                .put("status", "OK")
                .put("request_id", Order.request(number >>> 3))
                .put("tenant", "acme-corp")
                .put("items", 3)
                .put("weight", 1.25f)
                .emit();
    }

    @Override
    public void call(int number, Throwable thrown) {
        Events.event("order_failed")
                .severity(Severity.ERROR)
                .message(Order.MESSAGE)
                .put("order_id", number)
                .failure(thrown)
                .emit();
    }

    @Override
    public void prepare() throws Exception {
        behind.prepare(() -> call(0));
    }

    @Override
    public long delivered() {
        return behind.delivered();
    }

    @Override
    public boolean exhausted() {
        return behind.exhausted();
    }

    @Override
    public void flush() {
        behind.flush();
    }

    @Override
    public String more() throws Exception {
        return behind.more();
    }

    @Override
    public void close() {
        behind.close();
    }
}
