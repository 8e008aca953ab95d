// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.method;

import dev.zerobus.api.Emits;
import dev.zerobus.api.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks what was written of one rule, in either form, and makes the rule of it. Every message names the rule and says what
 * would be right. Owned by one thread.
 */
final class RuleReader {

    private static final Pattern CLASS = Pattern.compile("[\\p{javaJavaIdentifierPart}.*]+");
    private static final Pattern METHOD =
            Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*|<init>");
    private static final Pattern TYPE = Pattern.compile("[\\p{javaJavaIdentifierPart}.]+(\\[])*");
    private static final int MAX_ARGUMENTS = 255;
    private static final String SETTINGS = "arg0=NAME, return=NAME, duration, exception and thread (=true or =false),"
            + " on (end, return or failure), severity and failure-severity";

    private final String origin;
    private final Consumer<String> problems;
    private final MethodRecord.Builder record = new MethodRecord.Builder("");
    private String className = "";
    private String method = "";
    private @Nullable List<String> parameters;
    private @Nullable String event;
    private boolean wrong;

    /**
     * Begins a rule.
     *
     * @param origin where it was written, such as {@code rule 2}
     * @param problems gets what is wrong
     */
    RuleReader(String origin, Consumer<String> problems) {
        this.origin = origin;
        this.problems = problems;
    }

    void problem(String text) {
        wrong = true;
        problems.accept(label() + ": " + text);
    }

    private String label() {
        return className.isEmpty() && method.isEmpty() ? origin : origin + " (" + className + '#' + method + ')';
    }

    void className(String name) {
        className = name;
    }

    void method(String name) {
        method = name;
    }

    void event(String name) {
        event = name;
        if (name.isEmpty()) {
            problem("the event's name is empty; leave it out for the method's name");
        }
    }

    void parameters(List<String> types) {
        List<String> names = new ArrayList<>();
        for (String type : types) {
            if (TYPE.matcher(type).matches()) {
                names.add(type);
            } else {
                problem("'" + type + "' is no type; write types as in source without generics, such as long,"
                        + " java.lang.String or byte[]");
            }
        }
        parameters = names;
    }

    void set(String key, String value) {
        if (key.startsWith("arg")) {
            argument(key.substring("arg".length()), value);
            return;
        }
        switch (key) {
            case "return":
                record.returned(fieldName(key, value));
                break;
            case "duration":
                record.duration(truth(key, value));
                break;
            case "exception":
                record.exception(truth(key, value));
                break;
            case "thread":
                record.thread(truth(key, value));
                break;
            case "on":
                record.on(choice(key, value, Emits.On.class, Emits.On.END));
                break;
            case "severity":
                record.severity(choice(key, value, Severity.class, Severity.INFO));
                break;
            case "failure-severity":
                record.failureSeverity(choice(key, value, Severity.class, Severity.ERROR));
                break;
            default:
                problem("there is no setting '" + key + "'; there are " + SETTINGS);
        }
    }

    void argument(String index, String field) {
        int number = -1;
        try {
            number = Integer.parseInt(index);
        } catch (NumberFormatException notOne) {
            // said below
        }
        if (number < 0 || number >= MAX_ARGUMENTS) {
            problem("'" + index + "' is no argument; they are counted from 0, as in arg0=order_id");
        } else {
            record.argument(number, fieldName("arg" + number, field));
        }
    }

    private String fieldName(String key, String name) {
        if (name.isEmpty()) {
            problem(key + " names no field; write it as in " + key + "=order_id");
        }
        return name;
    }

    private boolean truth(String key, String value) {
        if (!value.isEmpty() && !value.equals("true") && !value.equals("false")) {
            problem(key + " is '" + value + "', but can only be true or false");
        }
        return !value.equals("false");
    }

    private <E extends Enum<E>> E choice(String key, String value, Class<E> type, E otherwise) {
        List<String> right = new ArrayList<>();
        for (E choice : type.getEnumConstants()) {
            if (choice.name().equalsIgnoreCase(value)) {
                return choice;
            }
            right.add(choice.name().toLowerCase(Locale.ROOT));
        }
        problem(key + " is '" + value + "', but can only be one of " + String.join(", ", right));
        return otherwise;
    }

    /** Returns null if anything was wrong, which has been said. */
    @Nullable
    MethodRule build() {
        if (className.isEmpty() || !CLASS.matcher(className).matches()) {
            problem("'" + className
                    + "' is no class; write its full name, with * for any characters if several are meant"
                    + " and $ before inner classes");
        } else if (MethodRules.isOutOfReach(className)) {
            problem("classes of the JDK's core and of the agent can not emit events");
        } else if (className.replace("*", "").replace(".", "").isEmpty()) {
            problem("a pattern must not mean every class; begin it with a package");
        }
        if (!METHOD.matcher(method).matches()) {
            problem("'" + method + "' is no method; write its name, or <init> for constructors");
        }
        if (wrong) {
            return null;
        }
        record.event(event == null ? defaultEvent() : event);
        return new MethodRule(label(), className, method, parameters, record.build());
    }

    private String defaultEvent() {
        if (!method.equals(MethodRule.CONSTRUCTOR)) {
            return MethodRecord.eventName(method);
        }
        String simple = className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
        return MethodRecord.eventName(simple.replace("*", ""));
    }
}
