// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import dev.zerobus.core.config.KeyPatterns;
import dev.zerobus.core.config.LogOptions;
import dev.zerobus.core.config.RedactOptions;
import dev.zerobus.core.config.ZerobusConfig;

/** What of a log event is taken, as configured by {@link LogOptions}. Immutable but for what it remembers; safe from any thread. */
public final class LogSettings {

    private final boolean template;
    private final boolean arguments;
    private final boolean location;
    private final boolean markers;
    private final boolean thread;
    private final int stackTraceBytes;
    private final ContextKeys keys;
    private final KeyPatterns masked;
    private final String mask;

    private LogSettings(ZerobusConfig config) {
        template = config.get(LogOptions.TEMPLATE);
        arguments = config.get(LogOptions.ARGUMENTS);
        location = config.get(LogOptions.LOCATION);
        markers = config.get(LogOptions.MARKERS);
        thread = config.get(LogOptions.THREAD);
        stackTraceBytes = config.get(LogOptions.STACK_TRACE_MAX_SIZE);
        keys = new ContextKeys(
                config.get(LogOptions.CONTEXT),
                config.get(LogOptions.CONTEXT_EXCLUDE),
                config.get(LogOptions.TRACE_KEYS),
                config.get(LogOptions.SPAN_KEYS));
        masked = config.get(RedactOptions.KEYS);
        mask = config.get(RedactOptions.MASK);
    }

    /**
     * Reads the options that concern log events.
     *
     * @param config the client's configuration
     * @return the settings
     */
    public static LogSettings of(ZerobusConfig config) {
        return new LogSettings(config);
    }

    /**
     * Tells whether the message's template is wanted.
     *
     * @return whether {@link LogWriter#template} does anything
     */
    public boolean template() {
        return template;
    }

    /**
     * Tells whether the message's arguments are wanted.
     *
     * @return whether {@link LogWriter#argument} does anything
     */
    public boolean arguments() {
        return arguments;
    }

    /**
     * Tells whether the place in the source is wanted: finding it is dear, so ask before.
     *
     * @return whether {@link LogWriter#location} does anything
     */
    public boolean location() {
        return location;
    }

    /**
     * Tells whether markers are wanted.
     *
     * @return whether {@link LogWriter#marker} does anything
     */
    public boolean markers() {
        return markers;
    }

    /**
     * Tells whether the thread is wanted.
     *
     * @return whether {@link LogWriter#thread} does anything
     */
    public boolean thread() {
        return thread;
    }

    /**
     * Tells whether stack traces are wanted: making one a text is dear, so ask before.
     *
     * @return whether the third argument of {@link LogWriter#failure(String, String, String)} does anything
     */
    public boolean stackTraces() {
        return stackTraceBytes > 0;
    }

    /**
     * Returns how long a stack trace may be.
     *
     * @return bytes in UTF-8; 0 for none
     */
    public int stackTraceBytes() {
        return stackTraceBytes;
    }

    /**
     * Tells whether a key of the logging context becomes a field of its own. Allocates nothing once it knows the key.
     *
     * @param key the key
     * @return whether it does; false for keys of traces and spans, which are taken another way
     */
    public boolean takesContext(String key) {
        return keys.use(key) == KeyUse.FIELD;
    }

    /**
     * Tells whether a key of the logging context holds a trace's id.
     *
     * @param key the key
     * @return whether it does
     */
    public boolean isTraceId(String key) {
        return keys.use(key).holdsTrace();
    }

    /**
     * Tells whether a key of the logging context holds a span's id.
     *
     * @param key the key
     * @return whether it does
     */
    public boolean isSpanId(String key) {
        return keys.use(key).holdsSpan();
    }

    /**
     * Tells whether there are fields whose values are masked. Values of fields are masked when they are written; this is for
     * who puts them into a text.
     *
     * @return whether {@link #masks} can be true
     */
    public boolean masksKeys() {
        return !masked.isEmpty();
    }

    /**
     * Tells whether a field's value is masked.
     *
     * @param key the field's name
     * @return whether {@code redact.keys} has it
     */
    public boolean masks(String key) {
        return masked.matches(key);
    }

    /**
     * Returns what stands in the place of what is masked.
     *
     * @return {@code redact.mask}
     */
    public String mask() {
        return mask;
    }

    KeyUse use(String key) {
        return keys.use(key);
    }

    boolean isField(String key) {
        return keys.isField(key);
    }
}
