// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import dev.zerobus.bench.Options;
import java.io.File;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what a run was made with and on. Stateless. */
final class Environment {

    private static final Pattern MEASURED =
            Pattern.compile("(zerobus-core|disruptor|log4j-core|logback-classic|logstash-logback-encoder"
                    + "|loki-logback-appender|opentelemetry-(sdk|log4j-appender|logback-appender))-[0-9.]+[0-9].*");

    private Environment() {}

    static void print(PrintStream out, Options options) {
        out.printf(
                Locale.ROOT,
                "%d cores, Java %s (%s), load average before %.2f; options %s%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                System.getProperty("java.vm.vendor"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                options);
        out.println(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> String.valueOf(Path.of(entry).getFileName()))
                .filter(file -> MEASURED.matcher(file).matches())
                .map(file -> file.replaceFirst("\\.jar$", ""))
                .sorted()
                .collect(Collectors.joining(", ")));
    }
}
