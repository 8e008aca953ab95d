// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.List;
import java.util.regex.Pattern;

/** The options that say what is masked, on the application's thread, before the bytes of an event are written. */
public final class RedactOptions {

    /** The names of what is masked. */
    public static final Option<KeyPatterns> KEYS = Option.client(
            "redact.keys",
            new KeyPatternsType("*password*,authorization"),
            "none",
            "The names of fields and context keys, also inside maps, whose values are masked. A text becomes the mask; a number, boolean, time, list or map becomes null, because a text would not fit its column.");

    /** What is masked inside texts. */
    public static final Option<List<Pattern>> PATTERNS = Option.client(
            "redact.patterns",
            new RegexListType(),
            null,
            "What is masked wherever it is found in a text: the message, its template and arguments, the thread's name, texts among the fields however deep, and messages of throwables. Each may take as many steps as some 20 ms allow; a text that takes more is masked as a whole and counted as `REDACTION_FAILED`, and after eight such texts in one event so are its others.");

    /** What stands in its place. */
    public static final Option<String> MASK = Option.client(
            "redact.mask",
            new TextType(64, "what stands in the place of what is masked"),
            "***",
            "What stands in the place of what is masked.");

    private RedactOptions() {}
}
