// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import org.apache.logging.log4j.message.AsynchronouslyFormattable;
import org.apache.logging.log4j.message.Message;

/** A message that Log4j leaves to its asynchronous thread to format, where that fails. */
@AsynchronouslyFormattable
@SuppressWarnings("deprecation") // older versions of Log4j call it
final class PoisonMessage implements Message {

    private static final long serialVersionUID = 1;

    @Override
    public String getFormattedMessage() {
        throw new IllegalStateException("this one has no text");
    }

    @Override
    public String getFormat() {
        return "poison";
    }

    @Override
    public Object[] getParameters() {
        return new Object[0];
    }

    @Override
    public Throwable getThrowable() {
        return null;
    }
}
