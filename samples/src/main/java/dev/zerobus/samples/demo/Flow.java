// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.demo;

import java.util.List;

/**
 * What goes through one door into one table.
 *
 * @param door the door, for people
 * @param table the table's full name
 * @param counted how the application calls what it counts on its way there; empty for everything that it counts
 */
record Flow(String door, String table, String counted) {

    static final Flow LOG4J2 = new Flow("<Zerobus> in log4j2.xml", "demo.warehouse.logs", "");
    static final Flow LOGBACK = new Flow("ZerobusAppender in logback.xml", "demo.till.logs", "");
    static final Flow AGENT_LOGS = new Flow("-javaagent, java.util.logging", "demo.shop.logs", "logs");
    static final Flow AGENT_EVENTS = new Flow("-javaagent, Events.emit()", "demo.shop.events", "events");

    static final List<Flow> ALL = List.of(LOG4J2, LOGBACK, AGENT_LOGS, AGENT_EVENTS);
}
