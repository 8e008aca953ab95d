// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import java.io.IOException;
import java.io.InputStream;

/**
 * Loads an adapter and the mapper that it uses between two worlds: the framework's classes come from the application, all
 * else from the agent. One for each copy of a framework; it lives as long as that copy, because only that copy's class knows
 * it. Safe from any thread.
 *
 * <pre>
 *   dev.zerobus.agent.adapter, dev.zerobus.log4j2, dev.zerobus.logback   defined here, from the agent's jar
 *   org.apache.logging.log4j, ch.qos.logback, org.slf4j                  the application's loader
 *   everything else                                                      the agent's loader
 * </pre>
 */
final class AdapterLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String[] HERE = {"dev.zerobus.agent.adapter.", "dev.zerobus.log4j2.", "dev.zerobus.logback."};
    private static final String[] THERE = {"org.apache.logging.log4j.", "ch.qos.logback.", "org.slf4j."};

    private final ClassLoader agent;
    private final ClassLoader framework;

    AdapterLoader(ClassLoader agent, ClassLoader framework) {
        super(agent);
        this.agent = agent;
        this.framework = framework;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (startsWith(name, THERE)) {
            return framework.loadClass(name);
        }
        if (!startsWith(name, HERE)) {
            return agent.loadClass(name);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = agent.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length, AdapterLoader.class.getProtectionDomain());
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static boolean startsWith(String name, String[] prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
