// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.status.Status;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Elements that Joran did not know what to do with: it says so in its own words, from Logback 1.3 on, and before the appender
 * starts. This adds what is right. Stateless.
 */
final class UnknownElements {

    private static final Pattern IGNORED = Pattern.compile(
            "unknown property \\[([^\\]]+)] in \\[" + Pattern.quote(ZerobusAppender.class.getName()) + "]");

    private UnknownElements() {}

    /** Says what is right for each of them, once in a context. */
    static void explain(ZerobusAppender appender) {
        Context context = appender.getContext();
        if (context == null) {
            return;
        }
        List<Status> said = context.getStatusManager().getCopyOfStatusList();
        Set<String> advice = new LinkedHashSet<>();
        for (Status status : said) {
            Matcher ignored = IGNORED.matcher(String.valueOf(status.getMessage()));
            if (ignored.find()) {
                advice.add(advice(ignored.group(1)));
            }
        }
        said.forEach(status -> advice.remove(status.getMessage()));
        advice.forEach(appender::addWarn);
    }

    private static String advice(String element) {
        String letters = letters(element);
        for (Method method : AppenderElements.class.getMethods()) {
            String name = method.getName();
            boolean ours = method.getDeclaringClass() == AppenderElements.class
                    && (name.startsWith("set") || name.startsWith("add"));
            if (ours && letters(name.substring(3)).equals(letters)) {
                return "<" + element + "> was ignored: right is <" + Character.toLowerCase(name.charAt(3))
                        + name.substring(4) + ">";
            }
        }
        return "<" + element + "> was ignored: there is no such element; an option is written as <option><key>"
                + element + "</key><value>...</value></option>";
    }

    /** A dash, a dot or a capital is what people mistake. */
    private static String letters(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }
}
