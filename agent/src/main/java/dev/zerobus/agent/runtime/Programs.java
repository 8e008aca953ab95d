// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.runtime;

import dev.zerobus.core.config.KeyPatterns;
import org.jspecify.annotations.Nullable;

/** Knows which program this process runs. Stateless. */
final class Programs {

    private Programs() {}

    static boolean isSkipped(KeyPatterns skipped) {
        return !skipped.isEmpty() && isSkipped(skipped, System.getProperty("sun.java.command"));
    }

    /** The command is a main class, a module with one, or the path of a jar; arguments follow it. */
    static boolean isSkipped(KeyPatterns skipped, @Nullable String command) {
        if (command == null) {
            return false;
        }
        int space = command.indexOf(' ');
        String program = space < 0 ? command : command.substring(0, space);
        return skipped.matches(program) || skipped.matches(program.substring(1 + lastSeparator(program)));
    }

    private static int lastSeparator(String program) {
        return Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\'));
    }
}
