// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.method;

import dev.zerobus.core.config.CaptureOptions;
import dev.zerobus.core.config.ZerobusConfig;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All rules, found by the names of classes that are being loaded. Immutable. */
public final class MethodRules {

    /** No rules. */
    public static final MethodRules NONE = new MethodRules(List.of());

    /** More would make the loading of every class slow. */
    static final int MAX_RULES = 1_000;

    private static final String[] OUT_OF_REACH = {
        "java.", "jdk.", "sun.", "com.sun.proxy.", "dev.zerobus.api.", "dev.zerobus.core."
    };

    /** The launcher's package: what lies below it is in the agent's own loader, or is no part of the agent. */
    private static final String LAUNCHER = "dev.zerobus.agent.";

    private final List<MethodRule> all;
    private final Map<String, List<MethodRule>> exact = new HashMap<>();
    private final List<MethodRule> patterns = new ArrayList<>();

    private MethodRules(List<MethodRule> all) {
        this.all = List.copyOf(all);
        for (MethodRule rule : all) {
            String name = rule.exactClass();
            if (name == null) {
                patterns.add(rule);
            } else {
                exact.computeIfAbsent(name, n -> new ArrayList<>()).add(rule);
            }
        }
    }

    /**
     * Reads the rules of a configuration. A rule that is wrong is left out, the others count.
     *
     * @param config has {@code agent.rules} and {@code agent.rules-file}
     * @param problems gets a sentence for each thing that is wrong
     * @return the rules that are right
     */
    public static MethodRules of(ZerobusConfig config, Consumer<String> problems) {
        List<MethodRule> rules = new ArrayList<>();
        String text = config.find(CaptureOptions.RULES);
        if (text != null) {
            rules.addAll(ShortRules.parse(
                    text, (number, rule) -> new RuleReader("zerobus.agent.rules: rule " + number, problems)));
        }
        File file = config.find(CaptureOptions.RULES_FILE);
        if (file != null) {
            rules.addAll(JsonRules.read(file, problems));
        }
        return of(rules, problems);
    }

    static MethodRules of(List<MethodRule> rules, Consumer<String> problems) {
        if (rules.size() > MAX_RULES) {
            problems.accept("there are " + rules.size() + " rules for methods; only the first " + MAX_RULES + " count");
        }
        return rules.isEmpty() ? NONE : new MethodRules(rules.subList(0, Math.min(rules.size(), MAX_RULES)));
    }

    /**
     * Tells whether a class can never be woven: the agent and what it stands on would call themselves.
     *
     * @param className its name or pattern, with dots
     * @return whether it is one of those
     */
    public static boolean isOutOfReach(String className) {
        for (String prefix : OUT_OF_REACH) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return className.startsWith(LAUNCHER) && className.indexOf('.', LAUNCHER.length()) < 0;
    }

    /**
     * Finds the rules about a class. Allocates nothing for a class that no rule means.
     *
     * @param className its name, with dots
     * @return the rules in their order; empty for nearly all classes
     */
    public List<MethodRule> about(String className) {
        List<MethodRule> named = exact.getOrDefault(className, List.of());
        @Nullable List<MethodRule> found = null;
        for (MethodRule rule : patterns) {
            if (rule.matchesClass(className)) {
                found = found == null ? new ArrayList<>(named) : found;
                found.add(rule);
            }
        }
        return found == null ? named : found;
    }

    /**
     * Tells whether there is none.
     *
     * @return whether there is none
     */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * Returns the rules.
     *
     * @return all, in their order
     */
    public List<MethodRule> all() {
        return all;
    }
}
