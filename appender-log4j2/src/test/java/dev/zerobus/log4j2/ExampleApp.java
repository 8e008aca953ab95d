// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.StructuredDataMessage;
import org.apache.logging.log4j.util.PropertiesUtil;

/** An application that knows Log4j only. Logs, and ends by itself, or waits for its end. Started in processes of its own. */
public final class ExampleApp {

    static final int NUMBERED = 200;

    private ExampleApp() {}

    /**
     * Runs.
     *
     * @param args {@code wait} to wait to be ended
     */
    public static void main(String[] args) throws Exception {
        Logger logger = LogManager.getLogger("app.Example");
        ThreadContext.put("request_id", "r-17");
        ThreadContext.put("password", "hunter2");
        ThreadContext.push("outer");
        logger.warn(
                MarkerManager.getMarker("AUDIT"),
                "paid {} of {} with {}",
                "7.50",
                42,
                "4111111111111111",
                new IllegalStateException("no money"));
        ThreadContext.clearAll();
        logger.info(new MapMessage<>(Map.of("order_id", "o-1", "amount", 42L, "password", "hunter2")));
        StructuredDataMessage structured = new StructuredDataMessage("order", "order placed", "audit");
        structured.put("order_id", "o-2");
        structured.put("password", "hunter2");
        logger.info(structured);
        StringBuilder changing = new StringBuilder("old");
        logger.info("changing {}", changing);
        changing.setLength(0);
        changing.append("new");
        for (int i = 0; i < NUMBERED; i++) {
            logger.info("number {}", i);
        }
        String version = LogManager.class.getPackage().getImplementationVersion();
        System.out.println("logged with " + version + " " + logger.getClass().getSimpleName()
                + (PropertiesUtil.getProperties().getBooleanProperty("log4j2.debug") ? " debug" : ""));
        if (args.length > 0 && args[0].equals("wait")) {
            Thread.currentThread().join();
        }
    }
}
