// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.io.File;
import java.util.List;

/** A directory that is there, or can be made when it is needed. {@link File} for the reason of {@link FileType}. */
final class DirectoryType extends OptionType<File> {

    private final String what;

    DirectoryType(String what) {
        this.what = what;
    }

    @Override
    File parse(String text) {
        File directory = new File(text);
        for (File there = directory.getAbsoluteFile(); there != null; there = there.getParentFile()) {
            if (there.isDirectory()) {
                return directory;
            }
            if (there.exists()) {
                throw new IllegalArgumentException(
                        there.equals(directory.getAbsoluteFile())
                                ? "this is a file"
                                : "there can be no such directory, as " + there + " is a file");
            }
        }
        return directory;
    }

    @Override
    String right() {
        return "the path of a directory, which is made when it is needed: " + what;
    }

    @Override
    List<String> wrong() {
        String file = new File(System.getProperty("java.home", "/"), "release").getPath();
        return List.of(file, file + File.separator + "below");
    }
}
