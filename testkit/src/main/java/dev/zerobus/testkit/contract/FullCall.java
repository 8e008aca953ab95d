// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

/** One log call with everything that a log call can have, on a thread of a known name. */
record FullCall() implements Scenario<String> {

    static final String LOGGER = "app.orders.Checkout";
    static final String THREAD = "checkout-7";
    static final String TEMPLATE = "paid {} of {}";
    static final String MESSAGE = "paid 7.50 of 42";
    static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    static final String SPAN = "00f067aa0ba902b7";

    @Override
    public String run(LoggingApplication app) throws Exception {
        IllegalStateException failure =
                new IllegalStateException("no money", new RuntimeException("the bank is closed"));
        failure.addSuppressed(new RuntimeException("till did not close"));
        LogCall call = LogCall.of(LogLevel.WARN, TEMPLATE, "7.50", 42)
                .by(LOGGER)
                .context("request_id", "r-17")
                .context("trace_id", TRACE)
                .context("span_id", SPAN)
                .stack("outer", "inner")
                .markers("AUDIT", "MONEY")
                .field("amount_cents", 750)
                .failure(failure);
        Thread thread = new Thread(() -> app.log(call), THREAD);
        thread.start();
        thread.join();
        return "";
    }
}
