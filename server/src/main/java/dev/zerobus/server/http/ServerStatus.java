// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.http;

import java.util.Map;

/** Says how the server is, for {@code GET /}. Called by HTTP threads. */
@FunctionalInterface
public interface ServerStatus {
    /**
     * Returns what there is to say.
     *
     * @return names and values: text, numbers, booleans, null, lists and maps of these; written in the map's order; {@code
     *     failed} is true when nothing can be taken any more
     */
    Map<String, ?> snapshot();
}
