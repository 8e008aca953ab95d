// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lane that takes an event: the first whose patterns match its name. What was found is remembered for a bounded
 * number of names, so that a look-up is one hash look-up without allocation; beyond the bound patterns are matched each
 * time, which allocates nothing either. Safe from any thread.
 */
final class Router {

    static final int MAX_NAMES = 1_024;
    private static final int MAX_NAME_LENGTH = 255;

    private final ClientLane[] lanes;
    /** The lane of every event, if the first one takes all. */
    private final @Nullable ClientLane only;

    private final ConcurrentHashMap<String, Route> routes = new ConcurrentHashMap<>();

    Router(List<ClientLane> lanes) {
        this.lanes = lanes.toArray(new ClientLane[0]);
        this.only = !lanes.isEmpty() && lanes.get(0).patterns().all() ? lanes.get(0) : null;
    }

    /** Returns null if no lane takes it. */
    @Nullable
    ClientLane find(String event) {
        if (only != null) {
            return only;
        }
        Route known = routes.get(event);
        return known != null ? known.lane : learn(event);
    }

    private @Nullable ClientLane learn(String event) {
        ClientLane lane = match(event);
        // size() may be behind by as many as there are threads here: the bound is a bound all the same
        if (event.length() <= MAX_NAME_LENGTH && routes.mappingCount() < MAX_NAMES) {
            routes.put(event, new Route(lane));
        }
        return lane;
    }

    private @Nullable ClientLane match(String event) {
        for (ClientLane lane : lanes) {
            if (lane.patterns().matches(event)) {
                return lane;
            }
        }
        return null;
    }

    int remembered() {
        return routes.size();
    }

    /** A lane, or that there is none. Immutable. */
    private static final class Route {
        final @Nullable ClientLane lane;

        Route(@Nullable ClientLane lane) {
            this.lane = lane;
        }
    }
}
