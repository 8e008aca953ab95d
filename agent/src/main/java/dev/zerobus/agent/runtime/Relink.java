// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.runtime;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;

/**
 * Makes copies of {@code Events} look again that were asked before the agent was there: by another agent, or in a process
 * that this one was attached to. Stateless.
 */
final class Relink {

    private static final String EVENTS = "dev.zerobus.api.Events";

    private static final Module JAVA_BASE = Object.class.getModule();

    private Relink() {}

    static void all(Instrumentation instrumentation) {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            // the module first: nearly all classes are the JDK's, and the JVM makes a name when it is asked for one
            if (loaded.getModule() != JAVA_BASE
                    && loaded.getName().equals(EVENTS)
                    && loaded.getClassLoader() != Relink.class.getClassLoader()) {
                again(loaded, instrumentation);
            }
        }
    }

    private static void again(Class<?> events, Instrumentation instrumentation) {
        try {
            open(events, instrumentation);
            Method look = events.getDeclaredMethod("lookAgain");
            look.setAccessible(true);
            look.invoke(null);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // an older copy of the API: it does not know agents
        }
    }

    /** A module that the application gave the API does not let us in by itself. */
    private static void open(Class<?> events, Instrumentation instrumentation) {
        Module module = events.getModule();
        Module ours = Relink.class.getModule();
        if (!module.isOpen(events.getPackageName(), ours)) {
            instrumentation.redefineModule(
                    module, Set.of(), Map.of(), Map.of(events.getPackageName(), Set.of(ours)), Set.of(), Map.of());
        }
    }
}
