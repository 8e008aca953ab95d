// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import java.nio.charset.StandardCharsets;

/** What the floor knows of its calling thread: its name encoded once, and an MDC that is replaced, never changed. One thread. */
final class CallerFacts {

    final byte[] thread = HandEncoder.text(3, Thread.currentThread().getName());
    String[] context = {"request_id", Order.request(0), "user_id", "u-48213377", "tenant", "acme-corp"};

    void nextRequest(int number) {
        String[] next = context.clone();
        next[1] = Order.request(number);
        context = next;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
