// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.core.log.LogSettings;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.message.StructuredDataMessage;
import org.apache.logging.log4j.util.StringBuilderFormattable;
import org.jspecify.annotations.Nullable;

/** Formats messages without garbage where Log4j can. Runs the application's code, which may do anything; never throws. */
final class MessageText {

    private MessageText() {}

    /**
     * Formats a message.
     *
     * @param settings whose fields are masked
     * @param buffer empty; what is returned may be in it
     * @return null if the message is, or says, nothing
     */
    @SuppressWarnings("deprecation") // the text of structured data, which has no other way
    static @Nullable CharSequence of(@Nullable Message message, LogSettings settings, StringBuilder buffer) {
        if (message == null) {
            return null;
        }
        try {
            if (message instanceof StructuredDataMessage) {
                // its id, type and data are fields: what is left for people is this
                String text = message.getFormat();
                if (text != null && !text.isEmpty()) {
                    return text;
                }
            }
            if (message instanceof MapMessage && MaskedMap.isNeeded((MapMessage<?, ?>) message, settings)) {
                return MaskedMap.write((MapMessage<?, ?>) message, settings, buffer);
            }
            if (message instanceof StringBuilderFormattable
                    && !(message instanceof SimpleMessage)
                    && !(message instanceof StructuredDataMessage)) {
                ((StringBuilderFormattable) message).formatTo(buffer);
                return buffer;
            }
            return message.getFormattedMessage();
        } catch (RuntimeException | Error e) {
            buffer.setLength(0);
            return "(a " + message.getClass().getName() + " that can not be formatted: "
                    + e.getClass().getName() + ')';
        }
    }
}
