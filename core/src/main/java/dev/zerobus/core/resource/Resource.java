// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.resource;

import dev.zerobus.core.config.LaneConfig;
import dev.zerobus.core.config.LaneOptions;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.row.ColumnMapping;
import dev.zerobus.core.row.RowExtras;
import dev.zerobus.core.row.RowFacts;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is so for every row of this process. Found out when it is asked for the first time, and remembered: that may read
 * files, so it happens on the house thread, with the first event. Safe from any thread; never throws.
 */
public final class Resource implements Supplier<RowFacts> {

    private final ZerobusConfig config;
    private final Surroundings surroundings;
    private volatile @Nullable RowFacts found;

    private Resource(ZerobusConfig config, Surroundings surroundings) {
        this.config = config;
        this.surroundings = surroundings;
    }

    /**
     * Prepares; nothing is looked at yet.
     *
     * @param config says what is wanted
     * @return the facts of this process, to be asked for
     */
    public static Resource of(ZerobusConfig config) {
        return of(config, Surroundings.ofThisProcess());
    }

    static Resource of(ZerobusConfig config, Surroundings surroundings) {
        return new Resource(config, surroundings);
    }

    /**
     * Returns the facts.
     *
     * @return always the same
     */
    @Override
    public RowFacts get() {
        RowFacts current = found;
        if (current == null) {
            synchronized (this) {
                current = found;
                if (current == null) {
                    current = new FactFinder(config, surroundings).find();
                    found = current;
                }
            }
        }
        return current;
    }

    /**
     * Puts facts and a lane's mapping together, when that is asked for.
     *
     * @param lane has the mapping
     * @return what the lane's rows get besides what their events carry
     */
    public Supplier<RowExtras> extras(LaneConfig lane) {
        ColumnMapping mapping = lane.find(LaneOptions.COLUMNS);
        return () -> new RowExtras(get(), mapping == null ? ColumnMapping.NONE : mapping);
    }
}
