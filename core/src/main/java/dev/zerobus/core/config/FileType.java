// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.io.File;
import java.util.List;

/**
 * A file that is there and can be read. {@link File} and not {@code Path}: an agent must not initialise the file systems of
 * NIO before the application does.
 */
final class FileType extends OptionType<File> {

    private final String what;

    FileType(String what) {
        this.what = what;
    }

    @Override
    File parse(String text) {
        File file = new File(text);
        if (!file.exists()) {
            throw new IllegalArgumentException("there is no such file (looked for " + file.getAbsolutePath() + ")");
        }
        if (!file.isFile()) {
            throw new IllegalArgumentException("this is not a file");
        }
        if (!file.canRead()) {
            throw new IllegalArgumentException("this process may not read it");
        }
        return file;
    }

    @Override
    String right() {
        return "the path of a readable file: " + what;
    }

    @Override
    List<String> wrong() {
        return List.of("/no/such/file", System.getProperty("java.io.tmpdir", "/"));
    }
}
