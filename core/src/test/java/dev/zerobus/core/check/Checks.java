// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.check.CheckStep.Outcome;
import dev.zerobus.core.check.CheckStep.Part;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.config.ZerobusConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs checks and looks at what they say. */
final class Checks {

    static final String SECRET = "dose-very-secret-text";
    static final String CLIENT = "11111111-2222-3333-4444-555555555555";

    private static final CheckLimits QUICK = new CheckLimits(Duration.ofMillis(2_000), Duration.ofSeconds(20));

    private Checks() {}

    /** Without tokens, and with columns from a file. */
    static ConfigBuilder plain(String endpoint, Path directory, String columns) throws IOException {
        Path ddl = Files.writeString(directory.resolve("tables.sql"), "CREATE TABLE a.b.c (" + columns + ")");
        return ZerobusConfig.builder()
                .set("endpoint", endpoint)
                .set("auth", "none")
                .set("proxy", "none")
                .set("table", "a.b.c")
                .set("schema.source", "ddl")
                .set("schema.file", ddl.toString());
    }

    static ConfigBuilder withTokens(ConfigBuilder builder, String workspace) {
        return builder.set("auth", "oauth")
                .set("workspace.url", workspace)
                .set("client.id", CLIENT)
                .set("client.secret", SECRET);
    }

    static CheckReport run(ConfigBuilder builder) {
        return run(builder, QUICK);
    }

    static CheckReport run(ConfigBuilder builder, CheckLimits limits) {
        return run(builder, limits, Map.of());
    }

    static CheckReport run(ConfigBuilder builder, Map<String, String> environment) {
        return run(builder, QUICK, environment);
    }

    private static CheckReport run(ConfigBuilder builder, CheckLimits limits, Map<String, String> environment) {
        List<CheckStep> told = new ArrayList<>();
        Thread caller = Thread.currentThread();
        CheckReport report = ConnectivityCheck.run(builder.build(), environment, limits, step -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            told.add(step);
        });
        assertThat(told).isEqualTo(report.steps());
        assertThat(report.toString()).doesNotContain(SECRET);
        assertThat(report.toString().lines()).hasSameSizeAs(report.steps());
        assertThat(report.exitCode()).isEqualTo(report.ok() ? 0 : 1);
        return report;
    }

    /** The first failure is in this part and says all the words; what was found is before what to do. */
    static CheckStep assertFails(CheckReport report, Part part, String... words) {
        CheckStep failure = report.firstFailure();
        assertThat(failure).as(report.toString()).isNotNull();
        assertThat(failure.part()).as(report.toString()).isEqualTo(part);
        assertThat(failure.advice()).as(report.toString()).isNotBlank();
        assertThat(failure.toString()).startsWith("FAILED").contains(words).contains("; to do: ");
        assertThat(report.exitCode()).isEqualTo(1);
        return failure;
    }

    static Outcome outcome(CheckReport report, Part part) {
        return step(report, part).outcome();
    }

    static CheckStep step(CheckReport report, Part part) {
        return report.steps().stream()
                .filter(step -> step.part() == part)
                .reduce((first, last) -> last)
                .orElseThrow(() -> new AssertionError(report.toString()));
    }
}
