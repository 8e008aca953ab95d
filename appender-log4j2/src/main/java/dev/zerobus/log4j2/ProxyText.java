// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import org.apache.logging.log4j.core.impl.ExtendedStackTraceElement;
import org.apache.logging.log4j.core.impl.ThrowableProxy;
import org.jspecify.annotations.Nullable;

/**
 * The stack trace of an event that came from another process: there is no throwable, only a description of it. Written as the
 * JDK writes one. Owned by one thread.
 */
@SuppressWarnings("deprecation") // of deserialised events, which older versions of Log4j make
final class ProxyText {

    private static final int MAX_DEPTH = 32;

    private final StringBuilder out = new StringBuilder();
    private final int maxChars;

    private ProxyText(int maxChars) {
        this.maxChars = maxChars;
    }

    static String of(ThrowableProxy proxy, int maxChars) {
        ProxyText text = new ProxyText(maxChars);
        text.write(proxy, "", "", 0);
        return text.out.toString();
    }

    private void write(ThrowableProxy proxy, String indent, String caption, int depth) {
        if (depth > MAX_DEPTH || out.length() > maxChars) {
            return;
        }
        out.append(indent).append(caption).append(proxy.getName());
        if (proxy.getMessage() != null) {
            out.append(": ").append(proxy.getMessage());
        }
        out.append('\n');
        frames(proxy.getExtendedStackTrace(), indent);
        if (proxy.getCommonElementCount() > 0) {
            out.append(indent)
                    .append("\t... ")
                    .append(proxy.getCommonElementCount())
                    .append(" more\n");
        }
        ThrowableProxy[] suppressed = proxy.getSuppressedProxies();
        if (suppressed != null) {
            for (ThrowableProxy one : suppressed) {
                write(one, indent + '\t', "Suppressed: ", depth + 1);
            }
        }
        ThrowableProxy cause = proxy.getCauseProxy();
        if (cause != null) {
            write(cause, indent, "Caused by: ", depth + 1);
        }
    }

    private void frames(ExtendedStackTraceElement @Nullable [] frames, String indent) {
        if (frames == null) {
            return;
        }
        for (ExtendedStackTraceElement frame : frames) {
            if (out.length() > maxChars) {
                return;
            }
            out.append(indent)
                    .append("\tat ")
                    .append(frame.getStackTraceElement())
                    .append('\n');
        }
    }
}
