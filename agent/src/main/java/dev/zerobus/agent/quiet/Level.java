// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.quiet;

/** Levels as {@code java.util.logging} has them. Immutable. */
public final class Level {

    /** Nothing. */
    public static final Level OFF = new Level("OFF", Integer.MAX_VALUE);

    /** Something serious. */
    public static final Level SEVERE = new Level("SEVERE", 1000);

    /** Something odd. */
    public static final Level WARNING = new Level("WARNING", 900);

    /** Something normal. */
    public static final Level INFO = new Level("INFO", 800);

    /** Something about the configuration. */
    public static final Level CONFIG = new Level("CONFIG", 700);

    /** For debugging. */
    public static final Level FINE = new Level("FINE", 500);

    /** For finer debugging. */
    public static final Level FINER = new Level("FINER", 400);

    /** For the finest debugging. */
    public static final Level FINEST = new Level("FINEST", 300);

    /** Everything. */
    public static final Level ALL = new Level("ALL", Integer.MIN_VALUE);

    private final String name;
    private final int value;

    private Level(String name, int value) {
        this.name = name;
        this.value = value;
    }

    /**
     * Returns the level's name.
     *
     * @return as the constant's
     */
    public String getName() {
        return name;
    }

    /**
     * Returns how grave it is.
     *
     * @return higher is graver
     */
    public int intValue() {
        return value;
    }

    @Override
    public String toString() {
        return name;
    }
}
