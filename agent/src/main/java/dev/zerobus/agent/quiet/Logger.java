// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.quiet;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * A logger that says nothing: what goes wrong inside reaches the agent as an exception or a status, and is said once and in
 * its own words. It has the methods that the libraries inside the agent call; a test compares. Stateless but for its name.
 */
public class Logger {

    private final String name;

    private Logger(String name) {
        this.name = name;
    }

    /**
     * Makes a logger.
     *
     * @param name its name
     * @return the logger
     */
    public static Logger getLogger(String name) {
        return new Logger(name);
    }

    /**
     * Returns the name.
     *
     * @return the name
     */
    public String getName() {
        return name;
    }

    /**
     * Tells that nothing is logged.
     *
     * @param level any
     * @return false
     */
    public boolean isLoggable(Level level) {
        return false;
    }

    /**
     * Returns nothing: nothing is translated.
     *
     * @return null
     */
    public @Nullable ResourceBundle getResourceBundle() {
        return null;
    }

    /**
     * Returns nothing: nothing is translated.
     *
     * @return null
     */
    public @Nullable String getResourceBundleName() {
        return null;
    }

    /**
     * Says nothing.
     *
     * @param message what would be said
     */
    public void severe(@Nullable String message) {}

    /**
     * Says nothing.
     *
     * @param message what would be said
     */
    public void warning(@Nullable String message) {}

    /**
     * Says nothing.
     *
     * @param message what would be said
     */
    public void info(@Nullable String message) {}

    /**
     * Says nothing.
     *
     * @param message what would be said
     */
    public void config(@Nullable String message) {}

    /**
     * Says nothing.
     *
     * @param message what would be said
     */
    public void fine(@Nullable String message) {}

    /**
     * Says nothing.
     *
     * @param message what would be said
     */
    public void finer(@Nullable String message) {}

    /**
     * Says nothing.
     *
     * @param message what would be said
     */
    public void finest(@Nullable String message) {}

    /**
     * Says nothing.
     *
     * @param entry what would be said
     */
    public void log(LogRecord entry) {}

    /**
     * Says nothing.
     *
     * @param level how grave it is
     * @param message what would be said
     */
    public void log(Level level, @Nullable String message) {}

    /**
     * Says nothing.
     *
     * @param level how grave it is
     * @param message what would be said
     * @param parameter of the message
     */
    public void log(Level level, @Nullable String message, @Nullable Object parameter) {}

    /**
     * Says nothing.
     *
     * @param level how grave it is
     * @param message what would be said
     * @param parameters of the message
     */
    public void log(Level level, @Nullable String message, Object @Nullable [] parameters) {}

    /**
     * Says nothing.
     *
     * @param level how grave it is
     * @param message what would be said
     * @param thrown a throwable
     */
    public void log(Level level, @Nullable String message, @Nullable Throwable thrown) {}
}
