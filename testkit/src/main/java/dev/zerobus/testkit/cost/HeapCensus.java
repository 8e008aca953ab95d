// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.cost;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What lives on the heap after a full collection, class by class, as {@code jcmd GC.class_histogram} shows it. Stacks of parked
 * virtual threads do not count: their size depends on what is compiled by then. Immutable.
 */
final class HeapCensus {

    private static final String OURS = "dev.zerobus.";
    private static final String OF_TESTS = "dev.zerobus.testkit.";
    private static final String STACKS = "jdk.internal.vm.StackChunk";

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private final Map<String, Long> ours = new TreeMap<>();
    private long bytes;

    private HeapCensus() {}

    static HeapCensus take() {
        HeapCensus census = new HeapCensus();
        String text = histogram();
        text.lines().forEach(line -> {
            // "   1:   12345   67890  java.lang.String (java.base@17)"
            String[] words = SPACES.split(line.strip(), -1);
            if (words.length >= 4 && words[0].endsWith(":") && !words[3].equals(STACKS)) {
                census.bytes += Long.parseLong(words[2]);
                if (words[3].startsWith(OURS) && !words[3].startsWith(OF_TESTS)) {
                    census.ours.merge(words[3], Long.parseLong(words[1]), Long::sum);
                }
            }
        });
        if (census.ours.isEmpty()) {
            throw new AssertionError("nothing of ours in " + text);
        }
        return census;
    }

    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    long bytes() {
        return bytes;
    }

    /** How many more objects of ours there are than in another census, by class; only where there are more. */
    Map<String, Long> moreThan(HeapCensus before) {
        Map<String, Long> more = new LinkedHashMap<>();
        ours.forEach((type, count) -> {
            long grown = count - before.ours.getOrDefault(type, 0L);
            if (grown > 0) {
                more.put(type, grown);
            }
        });
        return more;
    }
}
