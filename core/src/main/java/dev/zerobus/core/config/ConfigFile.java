// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;

/** Reads a file of options, in its order and with the line of each: {@code .properties} (UTF-8) or {@code .json}. */
final class ConfigFile {

    /** No sensible file of options is larger; a wrong path may name something that is. */
    static final long MAX_BYTES = 1 << 20;

    private final File file;
    private final Problems problems;
    private final ConfigLayer layer = new ConfigLayer(ConfigLayer.Source.FILE);

    private ConfigFile(File file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    static ConfigLayer read(File file, Problems problems) {
        ConfigFile reading = new ConfigFile(file, problems);
        reading.read();
        return reading.layer;
    }

    private void read() {
        String name = file.getName().toLowerCase(Locale.ROOT);
        if (file.length() > MAX_BYTES) {
            problems.wrong(file + " has " + file.length() + " bytes: a file of options has at most " + MAX_BYTES);
            return;
        }
        try (Reader reader = new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8)) {
            if (name.endsWith(".json")) {
                JsonOptions.read(reader, this::set, problem -> problems.wrong(file + problem));
            } else if (name.endsWith(".properties")) {
                readProperties(new BufferedReader(reader));
            } else {
                problems.wrong(file + ": a file of options ends with .properties or .json");
            }
        } catch (IOException e) {
            problems.wrong(file + " can not be read: " + e.getMessage());
        }
    }

    private void set(String key, String value, int line) {
        String bare = key.startsWith(ConfigSources.PREFIX) ? key.substring(ConfigSources.PREFIX.length()) : key;
        Setting before = layer.settings.get(bare);
        String origin = file + ":" + line;
        if (before != null) {
            problems.wrong(ConfigSources.PREFIX + bare + " is set twice: " + before.origin + " and " + origin);
        }
        layer.set(bare, value, origin);
    }

    /** Logical lines are found here, to know their numbers; their escapes are the JDK's business. */
    private void readProperties(BufferedReader reader) throws IOException {
        StringBuilder logical = new StringBuilder();
        int number = 0;
        int first = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            String begin = line.stripLeading();
            if (logical.length() == 0) {
                if (begin.isEmpty() || begin.startsWith("#") || begin.startsWith("!")) {
                    continue;
                }
                first = number;
            }
            if (continues(begin)) {
                logical.append(begin, 0, begin.length() - 1);
            } else {
                setProperty(logical.append(begin).toString(), first);
                logical.setLength(0);
            }
        }
        if (logical.length() > 0) {
            setProperty(logical.toString(), first);
        }
    }

    private static boolean continues(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private void setProperty(String logicalLine, int number) throws IOException {
        Properties one = new Properties();
        try {
            one.load(new StringReader(logicalLine));
        } catch (IllegalArgumentException e) {
            problems.wrong(file + ":" + number + ": " + e.getMessage());
            return;
        }
        for (String key : one.stringPropertyNames()) {
            set(key, one.getProperty(key), number);
        }
    }
}
