// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.quiet;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** What a library would log; read by nobody but the library. Owned by the thread that made it. */
public class LogRecord {

    private final Level level;
    private final @Nullable String message;
    private @Nullable String loggerName;

    /**
     * Makes one.
     *
     * @param level how grave it is
     * @param message what it says
     */
    public LogRecord(Level level, @Nullable String message) {
        this.level = level;
        this.message = message;
    }

    /**
     * Returns how grave it is.
     *
     * @return the level
     */
    public Level getLevel() {
        return level;
    }

    /**
     * Returns what it says.
     *
     * @return the message
     */
    public @Nullable String getMessage() {
        return message;
    }

    /**
     * Returns who says it.
     *
     * @return the logger's name
     */
    public @Nullable String getLoggerName() {
        return loggerName;
    }

    /**
     * Sets who says it.
     *
     * @param name the logger's name
     */
    public void setLoggerName(@Nullable String name) {
        loggerName = name;
    }

    /**
     * Ignored.
     *
     * @param name a class
     */
    public void setSourceClassName(@Nullable String name) {}

    /**
     * Ignored.
     *
     * @param name a method
     */
    public void setSourceMethodName(@Nullable String name) {}

    /**
     * Ignored.
     *
     * @param thrown a throwable
     */
    public void setThrown(@Nullable Throwable thrown) {}

    /**
     * Ignored.
     *
     * @param parameters of the message
     */
    public void setParameters(Object @Nullable [] parameters) {}

    /**
     * Ignored.
     *
     * @param bundle for translations
     */
    public void setResourceBundle(@Nullable ResourceBundle bundle) {}

    /**
     * Ignored.
     *
     * @param name of a bundle
     */
    public void setResourceBundleName(@Nullable String name) {}
}
