// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been opened so far, closed from the last to the first when the next thing can not be. Owned by one thread. */
final class CloseStack {

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        opened.push(part);
        return part;
    }

    void closeAfter(Throwable why) {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                why.addSuppressed(e);
            }
        }
    }
}
