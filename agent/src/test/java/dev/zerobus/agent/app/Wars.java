// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * A server of applications: gives each a class loader of its own with its own copy of the API, lets it emit, and drops it.
 * The arguments are the jars of one application.
 */
public final class Wars {

    private Wars() {}

    public static void main(String[] args) throws Exception {
        URL[] jars = new URL[args.length];
        for (int i = 0; i < args.length; i++) {
            jars[i] = Path.of(args[i]).toUri().toURL();
        }
        WeakReference<?> noParent = run(new URLClassLoader(jars, null), 1);
        WeakReference<?> childFirst = run(new ChildFirst(jars), 2);
        System.out.println("dropped " + (cleared(noParent) && cleared(childFirst)));
    }

    private static WeakReference<?> run(URLClassLoader loader, int number) throws Exception {
        Class<?> war = loader.loadClass("dev.zerobus.agent.app.War");
        System.out.println("own copy " + (war.getClassLoader() == loader) + " accepted "
                + war.getMethod("emit", int.class).invoke(null, number));
        loader.close();
        return new WeakReference<>(loader);
    }

    private static boolean cleared(WeakReference<?> reference) throws InterruptedException {
        for (int i = 0; i < 200 && reference.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        return reference.get() == null;
    }

    /** As servlet containers have them. */
    private static final class ChildFirst extends URLClassLoader {
        ChildFirst(URL[] jars) {
            super(jars, Wars.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && name.startsWith("dev.zerobus.")) {
                    loaded = findClass(name);
                }
                return loaded != null ? loaded : super.loadClass(name, resolve);
            }
        }
    }
}
