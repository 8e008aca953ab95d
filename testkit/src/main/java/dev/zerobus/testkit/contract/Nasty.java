// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Log calls that applications do make, by mistake. */
final class Nasty {

    static final int BIG = 1 << 20;

    private Nasty() {}

    /** Each by a name; the message begins with {@code nasty <name>}. */
    static Map<String, LogCall> calls() {
        Map<String, LogCall> calls = new LinkedHashMap<>();
        add(calls, "throws", new ThrowingText());
        add(calls, "null-text", new NullText());
        add(calls, "recurses", new RecursiveText());
        add(calls, "error", new ErrorText());
        calls.put("null", LogCall.of(LogLevel.INFO, "nasty null {}", (Object) null));
        add(calls, "cycle", cycle());
        add(calls, "high-surrogate", "a\uD800b");
        add(calls, "low-surrogate", "\uDC00");
        add(calls, "big", "x".repeat(BIG));
        add(calls, "zero", "a\u0000b");
        calls.put("no-message", LogCall.of(LogLevel.INFO, "nasty no-message").failure(new ThrowingMessage()));
        calls.put(
                "cyclic-cause", LogCall.of(LogLevel.INFO, "nasty cyclic-cause").failure(cyclicCause()));
        calls.put("overflow", LogCall.of(LogLevel.INFO, "nasty overflow").failure(overflow()));
        calls.put("empty-key", LogCall.of(LogLevel.INFO, "nasty empty-key").context("", "value"));
        calls.put("big-context", bigContext());
        return calls;
    }

    private static void add(Map<String, LogCall> calls, String name, Object argument) {
        calls.put(name, LogCall.of(LogLevel.INFO, "nasty " + name + " {}", argument));
    }

    private static List<Object> cycle() {
        List<Object> one = new ArrayList<>();
        List<Object> other = new ArrayList<>(List.of(one));
        one.add(other);
        return one;
    }

    private static Throwable cyclicCause() {
        RuntimeException inner = new RuntimeException("inner");
        RuntimeException outer = new RuntimeException("outer", inner);
        inner.initCause(outer);
        return outer;
    }

    private static Throwable overflow() {
        try {
            return new RuntimeException(new RecursiveText().toString());
        } catch (StackOverflowError e) {
            return e;
        }
    }

    private static LogCall bigContext() {
        LogCall call = LogCall.of(LogLevel.INFO, "nasty big-context");
        for (int i = 0; i < 500; i++) {
            call = call.context("key" + i, "value ".repeat(20) + i);
        }
        return call;
    }

    private static final class ThrowingText {
        @Override
        public String toString() {
            throw new IllegalStateException("this one has no text");
        }
    }

    private static final class NullText {
        @Override
        @SuppressWarnings({"NullAway", "ToStringReturnsNull"}) // people do this
        public String toString() {
            return null;
        }
    }

    private static final class RecursiveText {
        @Override
        @SuppressWarnings("InfiniteRecursion") // that is the point
        public String toString() {
            return "again " + toString();
        }
    }

    private static final class ErrorText {
        @Override
        public String toString() {
            throw new AssertionError("this one has no text");
        }
    }

    private static final class ThrowingMessage extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("this one has no message");
        }
    }
}
