// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import dev.zerobus.testkit.contract.LoggingApplication;
import dev.zerobus.testkit.contract.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Logs by {@code java.util.logging} as applications do, while the root logger has one handler, or none.
 *
 * @param handler the handler's class; empty for none
 */
public record JulCalls(String handler) implements Scenario<Integer> {

    /** How many records of the first kind. */
    public static final int CALLS = 50;

    /** Answers how many handlers the root logger has now. */
    @Override
    public Integer run(LoggingApplication app) throws Exception {
        Logger root = Logger.getLogger("");
        for (Handler old : root.getHandlers()) {
            root.removeHandler(old);
        }
        if (!handler.isEmpty()) {
            root.addHandler(
                    (Handler) Class.forName(handler).getDeclaredConstructor().newInstance());
        }
        Logger logger = Logger.getLogger("app.Jul");
        for (int i = 0; i < CALLS; i++) {
            logger.info("call " + i + end());
        }
        logger.log(Level.WARNING, "with {0}" + end(), "parameter");
        logger.fine("below the level" + end());
        System.getLogger("app.System").log(System.Logger.Level.WARNING, "system" + end());
        Logger alone = Logger.getLogger("app.Alone");
        alone.setUseParentHandlers(false);
        alone.info("alone" + end());
        Logger deep = Logger.getLogger("app.Deep");
        deep.setLevel(Level.ALL);
        deep.finest("held back" + end());
        return root.getHandlers().length;
    }

    private String end() {
        return " by " + handler.substring(handler.lastIndexOf('.') + 1);
    }

    /**
     * Returns what there has to be one row of each.
     *
     * @param bridge whether the handler is a bridge whose framework does not want the finest level; any other way it is let through
     */
    public List<String> rows(boolean bridge) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            rows.add("call " + i + end());
        }
        rows.addAll(List.of("with parameter" + end(), "system" + end(), "alone" + end()));
        if (!bridge) {
            rows.add("held back" + end());
        }
        return rows;
    }
}
