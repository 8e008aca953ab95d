// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.resource;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything that facts are found in: variables, files below a root, the process, the resolver. Immutable. */
final class Surroundings {

    /** More than any file has that is looked for; what is behind it is not read. */
    static final int MAX_FILE_BYTES = 256 << 10;

    private final Map<String, String> environment;
    private final File root;
    private final LongSupplier pid;
    private final Supplier<@Nullable String> resolver;

    Surroundings(Map<String, String> environment, File root, LongSupplier pid, Supplier<@Nullable String> resolver) {
        this.environment = environment;
        this.root = root;
        this.pid = pid;
        this.resolver = resolver;
    }

    static Surroundings ofThisProcess() {
        return new Surroundings(
                System.getenv(), new File("/"), () -> ProcessHandle.current().pid(), HostName::fromResolver);
    }

    long pid() {
        return pid.getAsLong();
    }

    /** The name that the operating system's resolver knows; the last resort, as it may take a moment. */
    @Nullable
    String resolvedHost() {
        return resolver.get();
    }

    /** A variable's value without blanks around it; null if it is not set, or empty. */
    @Nullable
    String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.trim();
    }

    /** The first of these variables that is set. */
    @Nullable
    String variable(String... names) {
        for (String name : names) {
            String value = variable(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** A file's text; null if it is not there or can not be read. */
    @Nullable
    String file(String path) {
        File file = new File(root, path);
        if (!file.isFile()) {
            return null;
        }
        try (InputStream in = new FileInputStream(file)) {
            return new String(in.readNBytes(MAX_FILE_BYTES), StandardCharsets.UTF_8);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** The one line that a file consists of; null if there is none. */
    @Nullable
    String line(String path) {
        String text = file(path);
        if (text == null || text.isBlank()) {
            return null;
        }
        String line = text.trim();
        int end = line.indexOf('\n');
        return end < 0 ? line : line.substring(0, end).trim();
    }
}
