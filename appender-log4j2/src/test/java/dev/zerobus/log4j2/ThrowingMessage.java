// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import org.apache.logging.log4j.message.Message;

/** A message of an application's own that can not be formatted. */
@SuppressWarnings("deprecation") // older versions of Log4j call it
final class ThrowingMessage implements Message {

    private static final long serialVersionUID = 1;

    @Override
    public String getFormattedMessage() {
        throw new IllegalStateException("this one has no text");
    }

    @Override
    public String getFormat() {
        throw new IllegalStateException("this one has no template");
    }

    @Override
    public Object[] getParameters() {
        throw new IllegalStateException("this one has no parameters");
    }

    @Override
    public Throwable getThrowable() {
        return null;
    }
}
