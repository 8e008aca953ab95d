// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import java.util.Locale;

/** Draws a tree of stacks as an SVG picture: the callers below, as wide as they were seen often. Owned by one thread. */
final class FlameGraph {

    private static final int WIDTH = 1_200;
    private static final int ROW = 18;
    private static final int HEAD = 30;
    private static final double LETTER = 6.6;
    /** What is narrower can not be seen. */
    private static final double MIN_WIDTH = 0.6;

    private final StringBuilder svg = new StringBuilder();
    private final double unit;
    private final int total;
    private final int height;

    private FlameGraph(StackTree.Node root) {
        total = Math.max(1, root.samples());
        unit = (double) WIDTH / total;
        height = HEAD + root.depth() * ROW;
    }

    static String of(StackTree tree, String title) {
        FlameGraph graph = new FlameGraph(tree.root());
        graph.begin(title);
        graph.draw(tree.root(), 0, 0);
        return graph.svg.append("</svg>\n").toString();
    }

    private void begin(String title) {
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"monospace\" font-size=\"11\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n<text x=\"4\" y=\"18\" font-size=\"13\">%s</text>%n",
                WIDTH,
                height,
                escaped(title)));
    }

    private void draw(StackTree.Node node, double x, int level) {
        double width = node.samples() * unit;
        if (width < MIN_WIDTH) {
            return;
        }
        int y = height - (level + 1) * ROW;
        svg.append(String.format(
                Locale.ROOT,
                "<g><title>%s: %.1f %%</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                escaped(node.name),
                100.0 * node.samples() / total,
                x,
                y,
                Math.max(MIN_WIDTH, width - 0.5),
                ROW - 1,
                colour(node.name)));
        String label = fitting(shortened(node.name), width);
        if (!label.isEmpty()) {
            svg.append(String.format(
                    Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">%s</text>", x + 3, y + ROW - 6, escaped(label)));
        }
        svg.append("</g>\n");
        double at = x;
        for (StackTree.Node child : node.children()) {
            draw(child, at, level + 1);
            at += child.samples() * unit;
        }
    }

    /** Ours, the frameworks', the JDK's. */
    private static String colour(String name) {
        if (name.startsWith("dev.zerobus.")) {
            return "#f4a261";
        }
        return name.startsWith("java.") || name.startsWith("jdk.") ? "#a8dadc" : "#d9d9d9";
    }

    /** Class and method, without packages. */
    static String shortened(String name) {
        int method = name.lastIndexOf('.');
        return name.substring(name.lastIndexOf('.', method - 1) + 1);
    }

    private static String fitting(String label, double width) {
        int letters = (int) ((width - 6) / LETTER);
        return letters >= label.length() ? label : letters < 4 ? "" : label.substring(0, letters - 2) + "..";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
