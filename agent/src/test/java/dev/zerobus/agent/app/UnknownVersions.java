// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * Uses classes that have the names of logging frameworks', each argument's in a class loader of its own: {@code NAME} and
 * {@code PLACE}, joined by a separator of paths. Ends with its input.
 */
public final class UnknownVersions {

    private UnknownVersions() {}

    public static void main(String[] args) throws Exception {
        for (String arg : args) {
            String[] parts = arg.split(File.pathSeparator);
            try (URLClassLoader loader =
                    new URLClassLoader(new URL[] {Path.of(parts[1]).toUri().toURL()}, null)) {
                Class<?> type = loader.loadClass(parts[0]);
                Object made = type.getDeclaredConstructor().newInstance();
                String name = parts[0].substring(parts[0].lastIndexOf('.') + 1);
                System.out.println(type.getMethod("say", String.class).invoke(made, name) + " "
                        + type.getDeclaredMethods().length + " methods");
            }
        }
        System.out.println("all said");
        while (System.in.read() >= 0) {
            // until somebody ends this process
        }
    }
}
