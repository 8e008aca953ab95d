// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import dev.zerobus.testkit.contract.LoggingApplication;
import dev.zerobus.testkit.contract.Scenario;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.message.StringMapMessage;
import org.apache.logging.log4j.message.StructuredDataMessage;

/** Messages of Log4j that are fields. */
public record MapMessages() implements Scenario<Integer> {

    /** How many log calls. */
    public static final int CALLS = 2;

    @Override
    public Integer run(LoggingApplication app) {
        Logger logger = LogManager.getLogger("app.Maps");
        logger.info(new StringMapMessage()
                .with("order_id", "o-1")
                .with("amount", 42)
                .with("password", "hunter2"));
        StructuredDataMessage structured = new StructuredDataMessage("order@32473", "order placed", "audit");
        structured.put("order_id", "o-2");
        structured.put("service_version", "7");
        logger.info(structured);
        return CALLS;
    }
}
