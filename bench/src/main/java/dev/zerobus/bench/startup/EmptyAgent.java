// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.startup;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** An agent that does nothing, as the base: what the JVM takes for any agent. One thread. */
public final class EmptyAgent {

    private EmptyAgent() {}

    /** Called by the JVM. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        // the least an agent can do
    }

    /** Packs it. */
    static Path jar(Path directory) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", EmptyAgent.class.getName());
        Path jar = directory.resolve("empty-agent.jar");
        String entry = EmptyAgent.class.getName().replace('.', '/') + ".class";
        try (InputStream content = EmptyAgent.class.getClassLoader().getResourceAsStream(entry);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry(entry));
            Objects.requireNonNull(content, entry).transferTo(out);
        }
        return jar;
    }
}
