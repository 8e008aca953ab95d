// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;

/**
 * Weaves classes that were loaded before the agent looked. Before {@code main} these are few, and all the JDK's; in a process
 * that the agent was attached to they may be all. Stateless.
 */
final class LoadedClasses {

    /** Most classes are of this one before main, and the JVM makes a name with the first question for it. */
    private static final Module JAVA_BASE = Object.class.getModule();

    private LoadedClasses() {}

    static void weave(
            Instrumentation instrumentation, WeavingTransformer transformer, boolean attached, WeaveNotes notes) {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (isWanted(loaded, transformer, attached)) {
                retransform(instrumentation, loaded, notes);
            }
        }
    }

    private static boolean isWanted(Class<?> loaded, WeavingTransformer transformer, boolean attached) {
        ClassLoader loader = loaded.getClassLoader();
        if (loaded.getModule() == JAVA_BASE || loaded.isArray()) {
            return false;
        }
        String name = loaded.getName();
        if (transformer.wantsName(loader, name)) {
            return true;
        }
        // the name of a hidden class has a slash
        return attached
                && transformer.mayBeAnnotated(loader, name)
                && name.indexOf('/') < 0
                && isAnnotated(loader, name);
    }

    /** Looks at the file: transforming a class again to see its bytes would cost the running application more. */
    private static boolean isAnnotated(ClassLoader loader, String name) {
        try (InputStream in = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            return in != null && WeavingTransformer.mentionsEmits(in.readAllBytes());
        } catch (IOException | RuntimeException | Error e) {
            // a class without a file, or a loader that has been closed: then it stays as it is
            return false;
        }
    }

    /** One at a time: a class that can not be woven must not spoil the others. */
    private static void retransform(Instrumentation instrumentation, Class<?> loaded, WeaveNotes notes) {
        try {
            if (instrumentation.isModifiableClass(loaded)) {
                instrumentation.retransformClasses(loaded);
            }
        } catch (UnmodifiableClassException | RuntimeException | Error e) {
            notes.failed(loaded.getName(), e);
        }
    }
}
