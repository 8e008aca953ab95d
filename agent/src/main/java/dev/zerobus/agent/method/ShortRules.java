// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.method;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Parses rules in their short form, separated by semicolons. Stateless.
 *
 * <pre>
 *   com.acme.Orders#place(long,java.lang.String) -&gt; order_placed {arg0=order_id, return=total, thread}
 *   ------class---- method ------types-----------    ---event----  --------------settings-----------
 * </pre>
 *
 * Types, event and settings may be left out.
 */
final class ShortRules {

    private ShortRules() {}

    static List<MethodRule> parse(String text, BiFunction<Integer, String, RuleReader> readers) {
        List<MethodRule> rules = new ArrayList<>();
        int number = 0;
        for (String part : text.split(";", -1)) {
            String rule = part.trim();
            if (!rule.isEmpty()) {
                RuleReader reader = readers.apply(++number, rule);
                read(rule, reader);
                MethodRule read = reader.build();
                if (read != null) {
                    rules.add(read);
                }
            }
        }
        return rules;
    }

    private static void read(String rule, RuleReader reader) {
        String head = rule;
        String settings = null;
        int brace = rule.indexOf('{');
        if (brace >= 0) {
            head = rule.substring(0, brace).trim();
            settings = rule.substring(brace).trim();
        }
        int arrow = head.indexOf("->");
        target(arrow < 0 ? head : head.substring(0, arrow).trim(), reader);
        if (arrow >= 0) {
            reader.event(head.substring(arrow + 2).trim());
        }
        settings(settings, reader);
    }

    private static void target(String target, RuleReader reader) {
        int hash = target.indexOf('#');
        reader.className(hash < 0 ? target : target.substring(0, hash).trim());
        if (hash < 0) {
            reader.problem("there is no # between class and method, as in com.acme.Orders#place");
            return;
        }
        String method = target.substring(hash + 1).trim();
        int open = method.indexOf('(');
        reader.method(open < 0 ? method : method.substring(0, open).trim());
        if (open < 0) {
            return;
        }
        if (!method.endsWith(")")) {
            reader.problem("the list of parameter types has no end: a ) is missing");
            return;
        }
        reader.parameters(list(method.substring(open + 1, method.length() - 1)));
    }

    private static void settings(@Nullable String settings, RuleReader reader) {
        if (settings == null) {
            return;
        }
        if (!settings.endsWith("}")) {
            reader.problem("the settings have no end: a } is missing");
            return;
        }
        for (String setting : list(settings.substring(1, settings.length() - 1))) {
            int equals = setting.indexOf('=');
            if (equals < 0) {
                reader.set(setting, "");
            } else {
                reader.set(
                        setting.substring(0, equals).trim(),
                        setting.substring(equals + 1).trim());
            }
        }
    }

    private static List<String> list(String text) {
        List<String> items = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            if (!item.trim().isEmpty()) {
                items.add(item.trim());
            }
        }
        return items;
    }
}
