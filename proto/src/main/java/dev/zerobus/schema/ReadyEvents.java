// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

/** The table for events of an application. Stateless. */
final class ReadyEvents {

    private ReadyEvents() {}

    static String sql(TableName name) {
        return new ReadySql(name)
                .column("time", "TIMESTAMP", "When it happened")
                .column("event_name", "STRING", "What happened, such as order_placed")
                .column("message", "STRING", "Message for people, if there is one")
                .column("trace_id", "STRING", "Trace that it belongs to")
                .column("span_id", "STRING", "Span that it belongs to")
                .facts()
                .column("attributes", "VARIANT", "Fields of the event that have no column of their own")
                .identity()
                .end("event_name, time", "Events, written by zerobus-agent", "");
    }
}
