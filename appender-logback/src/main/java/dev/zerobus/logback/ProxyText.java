// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;

/**
 * A stack trace as text, laid out as the JDK does, of a throwable that is not here itself: of an event that another process
 * sent. With causes, suppressed ones and the frames that they share. Safe from any thread.
 */
final class ProxyText {

    /**
     * Nothing more is added from here on, in characters. Not cut there: what is masked has to be whole until then; {@code
     * zerobus.log.stacktrace.max-size} cuts after it.
     */
    static final int MAX_LENGTH = 64 * 1_024;

    private static final int MAX_DEPTH = 64;

    private ProxyText() {}

    static String of(IThrowableProxy proxy) {
        StringBuilder out = new StringBuilder(1_024);
        append(proxy, "", "", 0, out);
        return out.toString();
    }

    private static void append(IThrowableProxy proxy, String caption, String indent, int depth, StringBuilder out) {
        if (depth == MAX_DEPTH || out.length() > MAX_LENGTH) {
            return;
        }
        out.append(indent).append(caption).append(proxy.getClassName());
        if (proxy.getMessage() != null) {
            out.append(": ").append(proxy.getMessage());
        }
        out.append('\n');
        frames(proxy, indent, out);
        IThrowableProxy[] suppressed = proxy.getSuppressed();
        if (suppressed != null) {
            for (IThrowableProxy one : suppressed) {
                append(one, "Suppressed: ", indent + '\t', depth + 1, out);
            }
        }
        @Nullable IThrowableProxy cause = proxy.getCause();
        if (cause != null) {
            append(cause, "Caused by: ", indent, depth + 1, out);
        }
    }

    private static void frames(IThrowableProxy proxy, String indent, StringBuilder out) {
        StackTraceElementProxy[] frames = proxy.getStackTraceElementProxyArray();
        if (frames == null) {
            return;
        }
        int common = Math.min(Math.max(0, proxy.getCommonFrames()), frames.length);
        for (int i = 0; i < frames.length - common && out.length() <= MAX_LENGTH; i++) {
            out.append(indent)
                    .append("\tat ")
                    .append(frames[i].getStackTraceElement())
                    .append('\n');
        }
        if (common > 0) {
            out.append(indent).append("\t... ").append(common).append(" more\n");
        }
    }
}
