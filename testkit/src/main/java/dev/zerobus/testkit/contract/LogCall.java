// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One log call of an application, in words that every framework can be told in. Immutable, but for the arguments.
 *
 * @param logger the logger's name
 * @param level its level
 * @param template the message with {@code {}} for each argument
 * @param arguments what goes there
 * @param context what is in the MDC or ThreadContext during the call
 * @param stack what is on the context stack (NDC) during the call
 * @param markers its markers; where a framework has one only, the others are its parents
 * @param fields key-value pairs, or entries of a map or structured message
 * @param failure what went wrong
 */
@SuppressWarnings("serial") // lists and maps that are made here are
public record LogCall(
        String logger,
        LogLevel level,
        String template,
        List<@Nullable Object> arguments,
        Map<String, String> context,
        List<String> stack,
        List<String> markers,
        Map<String, Object> fields,
        @Nullable Throwable failure)
        implements Serializable {

    /**
     * Begins with what every call has.
     *
     * @param level its level
     * @param template the message with {@code {}} for each argument
     * @param arguments what goes there
     * @return the call, by the logger {@code app.Contract}
     */
    public static LogCall of(LogLevel level, String template, @Nullable Object... arguments) {
        return new LogCall(
                "app.Contract",
                level,
                template,
                java.util.Arrays.asList(arguments),
                Map.of(),
                List.of(),
                List.of(),
                Map.of(),
                null);
    }

    /**
     * Names the logger.
     *
     * @param name its name
     * @return a call with it
     */
    public LogCall by(String name) {
        return new LogCall(name, level, template, arguments, context, stack, markers, fields, failure);
    }

    /**
     * Adds an entry of the context.
     *
     * @param key its key
     * @param value its value
     * @return a call with it
     */
    public LogCall context(String key, String value) {
        return new LogCall(
                logger, level, template, arguments, plus(context, key, value), stack, markers, fields, failure);
    }

    /**
     * Sets the context stack.
     *
     * @param entries from the oldest to the newest
     * @return a call with it
     */
    public LogCall stack(String... entries) {
        return new LogCall(logger, level, template, arguments, context, List.of(entries), markers, fields, failure);
    }

    /**
     * Sets the markers.
     *
     * @param names their names
     * @return a call with them
     */
    public LogCall markers(String... names) {
        return new LogCall(logger, level, template, arguments, context, stack, List.of(names), fields, failure);
    }

    /**
     * Adds a field.
     *
     * @param key its name
     * @param value its value
     * @return a call with it
     */
    public LogCall field(String key, Object value) {
        return new LogCall(
                logger, level, template, arguments, context, stack, markers, plus(fields, key, value), failure);
    }

    /**
     * Sets what went wrong.
     *
     * @param thrown any throwable
     * @return a call with it
     */
    public LogCall failure(Throwable thrown) {
        return new LogCall(logger, level, template, arguments, context, stack, markers, fields, thrown);
    }

    private static <V> Map<String, V> plus(Map<String, V> map, String key, V value) {
        Map<String, V> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return more;
    }
}
