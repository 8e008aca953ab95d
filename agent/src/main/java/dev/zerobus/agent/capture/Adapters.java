// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import dev.zerobus.core.log.LogSettings;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.status.StatusChannel.Level;
import org.jspecify.annotations.Nullable;

/**
 * Finds the adapter of the copy of a framework that an object belongs to. What is found is kept with the framework's own
 * class, and nowhere else: an application that is unloaded takes its adapters along. Safe from any thread.
 */
final class Adapters {

    /** For a copy of the framework that can not be read: a class value can not hold null. */
    private static final Object NONE = new Object();

    private final String anchor;
    private final String adapter;
    private final LogSettings settings;
    private final StatusChannel status;

    /** By the class of an object that the hook has seen: an event, a context. */
    private final ClassValue<Object> byClass = new ClassValue<>() {
        @Override
        protected Object computeValue(Class<?> type) {
            Class<?> found = named(anchor, type);
            return found == null ? NONE : found == type ? make(type) : byClass.get(found);
        }
    };

    /**
     * Makes the books of one framework.
     *
     * @param anchor the framework's class or interface that objects are known by
     * @param adapter our class that reads them
     */
    Adapters(String anchor, String adapter, LogSettings settings, StatusChannel status) {
        this.anchor = anchor;
        this.adapter = adapter;
        this.settings = settings;
        this.status = status;
    }

    @Nullable
    LogAdapter of(Object object) {
        Object found = byClass.get(object.getClass());
        return found == NONE ? null : (LogAdapter) found;
    }

    private static @Nullable Class<?> named(String name, @Nullable Class<?> type) {
        if (type == null || type.getName().equals(name)) {
            return type;
        }
        for (Class<?> implemented : type.getInterfaces()) {
            Class<?> found = named(name, implemented);
            if (found != null) {
                return found;
            }
        }
        return named(name, type.getSuperclass());
    }

    private Object make(Class<?> frameworkClass) {
        try {
            AdapterLoader loader = new AdapterLoader(Adapters.class.getClassLoader(), frameworkClass.getClassLoader());
            return loader.loadClass(adapter).getConstructor(LogSettings.class).newInstance(settings);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            status.say(
                    Level.WARN,
                    "agent/adapter/" + adapter,
                    "log events of the " + anchor + " in "
                            + frameworkClass.getClassLoader().getClass().getName()
                            + " are not captured, it is not a version that the agent knows: " + why);
            return NONE;
        }
    }
}
