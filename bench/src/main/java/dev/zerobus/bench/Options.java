// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A command's options, {@code --name value} each. Owned by one thread. */
public final class Options {

    private final Map<String, String> values;

    public Options(Map<String, String> defaults, String[] args) {
        values = new TreeMap<>(defaults);
        for (int i = 0; i < args.length; i += 2) {
            if (!values.containsKey(args[i]) || i + 1 == args.length) {
                throw new IllegalArgumentException(
                        "'" + args[i] + "' is no option, or has no value; the options are " + defaults);
            }
            values.put(args[i], args[i + 1]);
        }
    }

    public String word(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    public int number(String name) {
        return Integer.parseInt(word(name));
    }

    public List<String> words(String name) {
        return Arrays.stream(word(name).split(",", -1))
                .filter(w -> !w.isEmpty())
                .toList();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
