// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.jul;

import dev.zerobus.core.log.LogSettings;
import dev.zerobus.core.log.LogWriter;
import java.text.MessageFormat;
import java.time.Instant;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * The mapping of records of {@code java.util.logging}. Stateless; safe from any thread.
 *
 * <p>Severity numbers: FINEST 1, FINER 3, FINE 5, CONFIG 8, INFO 9, WARNING 13, SEVERE 17; a level of the application's own
 * gets that of the next lower of these, and more the nearer it is to the next higher one; none above SEVERE is more than 24.
 */
public final class JulMapper {

    private static final int[] VALUES = {300, 400, 500, 700, 800, 900, 1_000};
    private static final int[] NUMBERS = {1, 3, 5, 8, 9, 13, 17};
    private static final int HIGHEST = 24;

    /** Above SEVERE: this much of a level's value for each further number, so that 1,200 is FATAL. */
    private static final int STEP_ABOVE = 50;

    private static final LongThreadId THREAD_ID = LongThreadId.find();

    private JulMapper() {}

    /**
     * Maps a level.
     *
     * @param level the level; null counts as none
     * @return OpenTelemetry's number, 1 to 24; 0 for none
     */
    public static int severityNumber(@Nullable Level level) {
        if (level == null) {
            return 0;
        }
        int value = level.intValue();
        int last = VALUES.length - 1;
        if (value >= VALUES[last]) {
            return (int) Math.min(HIGHEST, NUMBERS[last] + ((long) value - VALUES[last]) / STEP_ABOVE);
        }
        int i = last;
        while (i > 0 && value < VALUES[i - 1]) {
            i--;
        }
        if (i == 0) {
            return 1;
        }
        int from = VALUES[i - 1];
        return NUMBERS[i - 1] + (NUMBERS[i] - NUMBERS[i - 1]) * (value - from) / (VALUES[i] - from);
    }

    /**
     * Formats the message as {@code java.util.logging.Formatter} does: by the record's bundle, and with its parameters. Runs
     * the parameters' {@code toString}, so it belongs before the door's guard.
     *
     * @param record the record
     * @return the message; as it stands in the source if it can not be formatted; null if there is none
     */
    public static @Nullable String message(LogRecord record) {
        String template = record.getMessage();
        if (template == null) {
            return null;
        }
        String localized = localized(record, template);
        Object[] parameters = record.getParameters();
        if (parameters == null || parameters.length == 0 || !hasPlace(localized)) {
            return localized;
        }
        try {
            return MessageFormat.format(localized, parameters);
        } catch (RuntimeException | Error broken) {
            return localized;
        }
    }

    private static String localized(LogRecord record, String key) {
        ResourceBundle bundle = record.getResourceBundle();
        try {
            return bundle == null ? key : bundle.getString(key);
        } catch (MissingResourceException | ClassCastException notThere) {
            return key;
        }
    }

    /** A brace and a digit: a message in braces of another kind is not a pattern. */
    private static boolean hasPlace(String text) {
        for (int at = text.indexOf('{'); at >= 0 && at + 1 < text.length(); at = text.indexOf('{', at + 1)) {
            char next = text.charAt(at + 1);
            if (next >= '0' && next <= '9') {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes a record.
     *
     * @param record the record, only read
     * @param message its formatted message
     * @param settings what is taken
     * @param out where it goes; not kept
     */
    public static void write(LogRecord record, @Nullable String message, LogSettings settings, LogWriter out) {
        Level level = record.getLevel();
        if (level != null) {
            out.level(level.getName(), severityNumber(level));
        }
        Instant instant = record.getInstant();
        out.time(instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000);
        out.observedNow();
        out.logger(record.getLoggerName());
        if (settings.thread()) {
            thread(record, out);
        }
        out.message(message);
        out.template(record.getMessage());
        Object[] parameters = record.getParameters();
        if (settings.arguments() && parameters != null) {
            for (Object parameter : parameters) {
                out.argument(parameter);
            }
        }
        out.failure(record.getThrown());
        if (settings.location()) {
            // walks the stack, and is remembered by the record
            out.location(record.getSourceClassName(), record.getSourceMethodName(), null, 0);
        }
    }

    /** A record has a number for its thread, and on older JVMs not the thread's id; the name is that of the caller's thread. */
    private static void thread(LogRecord record, LogWriter out) {
        Thread current = Thread.currentThread();
        long id = THREAD_ID.of(record);
        out.thread(id == current.getId() || id < 0 ? current.getName() : null, id < 0 ? current.getId() : id);
    }
}
