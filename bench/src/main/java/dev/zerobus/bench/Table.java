// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What several runs of several cells said: name=value words in, medians with their spread out. Owned by one thread. */
public final class Table {

    private final Map<String, Map<String, List<Double>>> cells = new LinkedHashMap<>();

    /** Takes a run's line. */
    public void add(String cell, String line) {
        Map<String, List<Double>> figures = cells.computeIfAbsent(cell, key -> new LinkedHashMap<>());
        for (String word : line.trim().split(" +", -1)) {
            String[] pair = word.split("=", 2);
            figures.computeIfAbsent(pair[0], key -> new ArrayList<>()).add(Double.valueOf(pair[1]));
        }
    }

    /** Which figures a cell has, in the order in which they came. */
    public Set<String> figures(String cell) {
        return cells.getOrDefault(cell, Map.of()).keySet();
    }

    public boolean has(String cell) {
        return cells.containsKey(cell);
    }

    /** The median; NaN if there is none. */
    public double median(String cell, String figure) {
        List<Double> values = sorted(cell, figure);
        int size = values.size();
        return size == 0 ? Double.NaN : (values.get((size - 1) / 2) + values.get(size / 2)) / 2;
    }

    /** The largest; NaN if there is none. */
    public double largest(String cell, String figure) {
        List<Double> values = sorted(cell, figure);
        return values.isEmpty() ? Double.NaN : values.get(values.size() - 1);
    }

    /** Median and, if it differs, the lowest and highest run. */
    public String text(String cell, String figure) {
        List<Double> values = sorted(cell, figure);
        if (values.isEmpty()) {
            return "";
        }
        String low = number(values.get(0));
        String high = number(values.get(values.size() - 1));
        String middle = number(median(cell, figure));
        return low.equals(high) ? middle : middle + " [" + low + " .. " + high + "]";
    }

    private List<Double> sorted(String cell, String figure) {
        return cells.getOrDefault(cell, Map.of()).getOrDefault(figure, List.of()).stream()
                .sorted()
                .toList();
    }

    /** Three digits are enough; what is small has its decimals. */
    public static String number(double value) {
        double size = Math.abs(value);
        if (size < 0.0005) {
            return "0";
        }
        if (size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", value);
    }
}
