// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.core.log.LogSettings;
import dev.zerobus.core.log.LogWriter;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ParameterConsumer;
import org.apache.logging.log4j.message.ParameterVisitable;
import org.apache.logging.log4j.message.ReusableMessage;
import org.apache.logging.log4j.message.StructuredDataMessage;
import org.apache.logging.log4j.util.TriConsumer;

/** What a message holds besides its text: template, arguments, and the entries of messages that are maps. */
final class MessageFields {

    private static final TriConsumer<String, Object, LogWriter> FIELD = (key, value, out) -> out.field(key, value);
    private static final ParameterConsumer<LogWriter> ARGUMENT = (value, index, out) -> out.argument(value);

    private MessageFields() {}

    @SuppressWarnings("deprecation") // there is no other way to the template
    static void write(Message message, LogSettings settings, LogWriter out) {
        if (message instanceof MapMessage) {
            map((MapMessage<?, ?>) message, out);
            return;
        }
        if (settings.template()) {
            String template = message.getFormat();
            if (template != null && !template.isEmpty()) {
                out.template(template);
            }
        }
        if (settings.arguments()) {
            arguments(message, out);
        }
    }

    private static void map(MapMessage<?, ?> message, LogWriter out) {
        message.forEach(FIELD, out);
        if (message instanceof StructuredDataMessage) {
            StructuredDataMessage structured = (StructuredDataMessage) message;
            if (structured.getId() != null) {
                out.field("sd_id", structured.getId().toString());
            }
            if (structured.getType() != null) {
                out.field("sd_type", structured.getType());
            }
        }
    }

    /** Messages that are used again show their arguments one by one, without an array of their own. */
    private static void arguments(Message message, LogWriter out) {
        if (message instanceof ReusableMessage && message instanceof ParameterVisitable) {
            ((ParameterVisitable) message).forEachParameter(ARGUMENT, out);
            return;
        }
        Object[] values = message.getParameters();
        if (values != null) {
            for (Object value : values) {
                out.argument(value);
            }
        }
    }
}
