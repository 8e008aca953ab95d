// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.check;

import dev.zerobus.core.config.ZerobusConfig;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tries, step by step, whether events would arrive with a configuration, and says what to do at the first failure: endpoint,
 * TLS, token, and for each lane grants, table, columns and stream. Writes no row. Every step is bounded in time, and no
 * secret is shown.
 *
 * <p>Stateless; blocks its caller, who must not be a thread of the client.
 */
public final class ConnectivityCheck {

    private ConnectivityCheck() {}

    /**
     * Checks a configuration with the environment of this process.
     *
     * @param config what a client would be told
     * @param progress is told each step as soon as it is done, on the calling thread
     * @return all steps; never throws because something is wrong
     */
    public static CheckReport run(ZerobusConfig config, Consumer<CheckStep> progress) {
        return run(config, System.getenv(), CheckLimits.DEFAULT, progress);
    }

    static CheckReport run(
            ZerobusConfig config, Map<String, String> environment, CheckLimits limits, Consumer<CheckStep> progress) {
        return new CheckRun(config, environment, limits, progress).run();
    }
}
