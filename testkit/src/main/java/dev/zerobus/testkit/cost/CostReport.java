// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.cost;

import dev.zerobus.testkit.JavaCommand;
import dev.zerobus.testkit.JavaProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers that a program has printed, as lines of words that end with a number. Immutable.
 *
 * <pre>{@code
 * bytes constant zerobus caller 0.0
 * pinned zerobus 0
 * }</pre>
 */
public final class CostReport {

    private final Map<String, Double> values;
    private final String text;

    private CostReport(Map<String, Double> values, String text) {
        this.values = values;
        this.text = text;
    }

    /**
     * Runs a program to its end.
     *
     * @param program what to run
     * @return what it has printed
     * @throws AssertionError if it failed, or took longer than four minutes
     */
    public static CostReport of(JavaCommand program) throws IOException, InterruptedException {
        try (JavaProcess process = program.optimizing().start()) {
            if (process.awaitExit(Duration.ofMinutes(4)) != 0) {
                throw new AssertionError(process.toString());
            }
            Map<String, Double> values = new LinkedHashMap<>();
            for (String line : process.stdout()) {
                int last = line.lastIndexOf(' ');
                values.put(line.substring(0, last), Double.valueOf(line.substring(last + 1)));
            }
            return new CostReport(values, process.toString());
        }
    }

    /**
     * Returns a number.
     *
     * @param words those before it
     * @return the number
     * @throws AssertionError if there is none
     */
    public double value(String... words) {
        Double value = values.get(String.join(" ", words));
        if (value == null) {
            throw new AssertionError("no '" + String.join(" ", words) + "' in " + text);
        }
        return value;
    }

    /**
     * Returns the sum of the numbers of all lines with a beginning.
     *
     * @param beginning the first words
     * @return 0 if there is no such line
     */
    public double sum(String beginning) {
        return values.entrySet().stream()
                .filter(line -> line.getKey().startsWith(beginning))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Everything that the program has said. */
    @Override
    public String toString() {
        return text;
    }
}
