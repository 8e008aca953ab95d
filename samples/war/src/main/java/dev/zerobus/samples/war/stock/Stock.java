// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.war.stock;

import dev.zerobus.api.Events;
import java.util.concurrent.Callable;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Counts a hundred shelves when it starts. Owned by the host's thread. */
public final class Stock implements Callable<String>, AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(Stock.class);
    private static final int SHELVES = 100;

    /** For the host's service loader. */
    public Stock() {}

    @Override
    public String call() {
        int emitted = 0;
        for (int i = 0; i < SHELVES; i++) {
            LOG.info("Shelf {} of {}", i, SHELVES);
            emitted += Events.event("shelf_counted")
                            .put("shelf", i)
                            .put("pieces", 7L * i)
                            .emit()
                    ? 1
                    : 0;
        }
        return "stock " + SHELVES + " " + emitted;
    }

    @Override
    public void close() {
        LogManager.shutdown();
    }
}
