// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** The sampled stacks of the calling threads, from the measured call upwards, as one tree. Owned by one thread. */
final class StackTree {

    private final Node root = new Node("call");
    private final Map<String, Integer> self = new HashMap<>();
    private final Map<String, Integer> inclusive = new HashMap<>();

    /** A method, at one place of the tree. */
    static final class Node {

        final String name;
        private final Map<String, Node> children = new TreeMap<>();
        private int samples;

        private Node(String name) {
            this.name = name;
        }

        int samples() {
            return samples;
        }

        Collection<Node> children() {
            return children.values();
        }

        int depth() {
            return 1 + children.values().stream().mapToInt(Node::depth).max().orElse(0);
        }
    }

    /**
     * Reads a recording.
     *
     * @param threads what the names of the threads begin with
     * @param from the class whose method is the lowest frame that is of interest; samples without it are left out
     */
    static StackTree read(Path recording, String threads, String from) throws IOException {
        StackTree tree = new StackTree();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample")
                        && isOf(event.getThread("sampledThread"), threads)) {
                    tree.add(frames(event, from));
                }
            }
        }
        return tree;
    }

    private static boolean isOf(RecordedThread thread, String prefix) {
        return thread != null
                && thread.getJavaName() != null
                && thread.getJavaName().startsWith(prefix);
    }

    /** The frames above the measured call, the lowest first; none if the sample was taken outside. */
    private static List<String> frames(RecordedEvent event, String from) {
        List<String> names = new ArrayList<>();
        if (event.getStackTrace() != null) {
            for (RecordedFrame frame : event.getStackTrace().getFrames()) {
                RecordedMethod method = frame.getMethod();
                if (method.getType().getName().equals(from)) {
                    Collections.reverse(names);
                    return names;
                }
                names.add(method.getType().getName() + '.' + method.getName());
            }
        }
        return List.of();
    }

    private void add(List<String> frames) {
        if (frames.isEmpty()) {
            return;
        }
        Node at = root;
        at.samples++;
        Set<String> seen = new HashSet<>();
        for (String frame : frames) {
            at = at.children.computeIfAbsent(frame, Node::new);
            at.samples++;
            if (seen.add(frame)) {
                inclusive.merge(frame, 1, Integer::sum);
            }
        }
        self.merge(at.name, 1, Integer::sum);
    }

    Node root() {
        return root;
    }

    /** Samples by the method that was running, most first. */
    Map<String, Integer> running() {
        return sorted(self);
    }

    /** Samples by every method that was on the stack, most first. */
    Map<String, Integer> onStack() {
        return sorted(inclusive);
    }

    private static Map<String, Integer> sorted(Map<String, Integer> counts) {
        Map<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
