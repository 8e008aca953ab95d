// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.demo;

import java.nio.file.Path;

/**
 * What the demo was asked for.
 *
 * @param seconds how long the applications work
 * @param rate events per second, by all applications together
 * @param data the directory for the server's data
 */
record DemoOptions(int seconds, int rate, Path data) {

    private static final int MAX_SECONDS = 40;
    private static final int MAX_RATE = 500_000;

    /**
     * Reads a command line.
     *
     * @param args the words
     * @return the options
     * @throws IllegalArgumentException if a word is wrong; its message is for people
     */
    static DemoOptions parse(String... args) {
        int seconds = 10;
        int rate = 20_000;
        Path data = Path.of("target", "demo");
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value");
            }
            String value = args[i + 1];
            switch (args[i]) {
                case "--seconds" -> seconds = number(args[i], value, MAX_SECONDS);
                case "--rate" -> rate = number(args[i], value, MAX_RATE);
                case "--data" -> data = Path.of(value);
                default -> throw new IllegalArgumentException("unknown option '" + args[i] + "'");
            }
        }
        return new DemoOptions(seconds, rate, data.toAbsolutePath().normalize());
    }

    private static int number(String option, String value, int max) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, in the same words
        }
        throw new IllegalArgumentException(option + " " + value + ": a number from 1 to " + max + " is right");
    }
}
