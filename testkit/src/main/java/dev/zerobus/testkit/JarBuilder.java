// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes a jar for a test; an entry that is added again is replaced, as in an uber-jar. Owned by one thread. */
public final class JarBuilder {

    private final Manifest manifest = new Manifest();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    /** Begins an empty jar. */
    public JarBuilder() {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    /**
     * Sets an attribute of the manifest.
     *
     * @param name such as {@code Main-Class}
     * @param value its value
     * @return this
     */
    public JarBuilder manifest(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    /**
     * Adds a text.
     *
     * @param name the entry's name
     * @param text what is in it
     * @return this
     */
    public JarBuilder text(String name, String text) {
        return bytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Adds bytes.
     *
     * @param name the entry's name
     * @param content what is in it
     * @return this
     */
    public JarBuilder bytes(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    /**
     * Adds classes that are on this class path, without those that they hold.
     *
     * @param types the classes
     * @return this
     */
    public JarBuilder classes(Class<?>... types) throws IOException {
        for (Class<?> type : types) {
            String name = type.getName().replace('.', '/') + ".class";
            try (InputStream in = type.getResourceAsStream("/" + name)) {
                if (in == null) {
                    throw new IOException(type + " has no class file");
                }
                bytes(name, in.readAllBytes());
            }
        }
        return this;
    }

    /**
     * Adds everything of a directory of classes, or of a jar but its manifest.
     *
     * @param place the directory or jar
     * @return this
     */
    public JarBuilder everythingOf(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    bytes(place.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                }
            }
            return this;
        }
        try (JarFile jar = new JarFile(place.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) jar.stream().map(ZipEntry.class::cast)::iterator) {
                if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    bytes(entry.getName(), jar.getInputStream(entry).readAllBytes());
                }
            }
        }
        return this;
    }

    /**
     * Writes the jar.
     *
     * @param file where to
     * @return the file
     */
    public Path write(Path file) throws IOException {
        try (ZipOutputStream out =
                new JarOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), manifest)) {
            // read once and thrown away
            out.setLevel(Deflater.BEST_SPEED);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return file;
    }

    /**
     * Tells where a class was loaded from.
     *
     * @param type a class
     * @return its jar or directory
     */
    public static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
