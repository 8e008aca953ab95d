// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.config.KeyPatterns;
import dev.zerobus.core.config.RedactOptions;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.event.Redaction;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the rules of what is masked. Every pool of drafts needs them, also that for events before the client is there. */
final class Redactions {

    private Redactions() {}

    /** Null without a key and a pattern: then there is nothing to ask for each text. */
    static @Nullable Redaction of(ZerobusConfig config) {
        KeyPatterns keys = config.get(RedactOptions.KEYS);
        List<Pattern> patterns = config.find(RedactOptions.PATTERNS);
        return keys.isEmpty() && patterns == null
                ? null
                : new Redaction(keys::matches, patterns == null ? List.of() : patterns, config.get(RedactOptions.MASK));
    }
}
