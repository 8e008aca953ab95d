// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.dead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of the files in a directory of letters. Stateless. */
final class DeadLetterFiles {

    /** Behind the name of a file that is done with. */
    static final String DONE = ".done";

    private static final String PREFIX = "dead-letters-";
    private static final String SUFFIX = ".jsonl";
    private static final Pattern NAME = Pattern.compile("dead-letters-(\\d{8,18})\\.jsonl(\\.done)?");

    private DeadLetterFiles() {}

    static Path file(Path directory, long number) {
        return directory.resolve(String.format(Locale.ROOT, "%s%08d%s", PREFIX, number, SUFFIX));
    }

    /** Held by the process that writes the file. */
    static Path lockOf(Path file) {
        return sibling(file, ".lock");
    }

    /** Says how much of the file was sent again. */
    static Path progressOf(Path file) {
        return sibling(file, ".progress");
    }

    private static Path sibling(Path file, String suffix) {
        String name = String.valueOf(file.getFileName());
        int end = name.endsWith(SUFFIX) ? name.length() - SUFFIX.length() : name.length();
        return file.resolveSibling(name.substring(0, end) + suffix);
    }

    static Path doneOf(Path file) {
        return file.resolveSibling(file.getFileName() + DONE);
    }

    static boolean isDone(Path file) {
        return String.valueOf(file.getFileName()).endsWith(DONE);
    }

    /** The number in a file's name; -1 if it is none of ours. */
    static long number(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? Long.parseLong(name.group(1)) : -1;
    }

    /** All files of a directory, the oldest first; the file itself if it is one. */
    static List<Path> of(Path fileOrDirectory) throws IOException {
        if (!Files.exists(fileOrDirectory)) {
            throw new NoSuchFileException(fileOrDirectory.toString());
        }
        return Files.isDirectory(fileOrDirectory) ? in(fileOrDirectory) : List.of(fileOrDirectory);
    }

    /** All files of a directory, the oldest first. */
    static List<Path> in(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(directory)) {
            entries.filter(entry -> number(entry) >= 0).forEach(files::add);
        }
        files.sort(Comparator.comparingLong(DeadLetterFiles::number));
        return files;
    }
}
