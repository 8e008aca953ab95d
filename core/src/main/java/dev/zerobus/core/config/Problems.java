// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong, and what is only worth a warning, collected so that all is said at once. Owned by one thread. */
final class Problems {

    private final Set<String> wrong = new LinkedHashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();

    void wrong(String problem) {
        wrong.add(problem);
    }

    /** Reports a value; never shows a secret. */
    void wrongValue(String key, Setting setting, Option<?> option, String why) {
        String shown = option.isSecret() ? "" : " = '" + shown(setting.value) + "'";
        wrong(ConfigSources.PREFIX + key + shown + " (" + setting.origin + "): " + why + "; right is "
                + option.right());
    }

    void warn(String warning) {
        warnings.add(warning);
    }

    List<String> warnings() {
        return new ArrayList<>(warnings);
    }

    void throwIfAny() {
        if (!wrong.isEmpty()) {
            throw new ConfigException(new ArrayList<>(wrong), warnings());
        }
    }

    /** In one line, of bounded length, without the credentials of an address. */
    static String shown(String value) {
        String masked = value.replaceAll("://[^/@\\s]*@", "://(redacted)@").replaceAll("\\p{Cntrl}", "?");
        return masked.length() <= 200 ? masked : masked.substring(0, 200) + "...";
    }
}
