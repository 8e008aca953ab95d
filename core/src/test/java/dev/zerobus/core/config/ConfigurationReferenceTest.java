// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} is made from the table of options, and nothing else. */
class ConfigurationReferenceTest {

    private static final Path COMMITTED = Path.of("..", "docs", "configuration.md");
    private static final String REGENERATE = "./mvnw -pl core -am test -Dtest=ConfigurationReferenceTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dzerobus.docs.write=true";

    @Test
    void theCommittedReferenceIsThatOfTheOptions() throws IOException {
        String reference = reference();
        if (Boolean.getBoolean("zerobus.docs.write")) {
            Files.writeString(COMMITTED, reference);
        }
        assertThat(Files.readString(COMMITTED))
                .as("docs/configuration.md is not that of the options; write it again by: %s", REGENERATE)
                .isEqualTo(reference);
    }

    private static String reference() throws IOException {
        StringBuilder text = new StringBuilder(head());
        Options.BY_SUBJECT.forEach((subject, options) -> {
            text.append("\n## ").append(subject).append("\n");
            options.forEach(option -> text.append(entry(option)));
        });
        return text.toString();
    }

    private static String head() throws IOException {
        try (var in = ConfigurationReferenceTest.class.getResourceAsStream("configuration-head.md")) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static String entry(Option<?> option) {
        return "\n### `" + option + "`\n\n" + option.description() + "\n\n"
                + "- Default: " + (option.defaultText() == null ? "none" : "`" + option.defaultText() + "`") + "\n"
                + "- Right: " + option.right() + "\n"
                + "- Variable: `" + option.environmentName() + "`\n"
                + "- Scope: " + scope(option) + "\n";
    }

    private static String scope(Option<?> option) {
        switch (option.scope()) {
            case CLIENT:
                return "the client";
            case LANE:
                return "all lanes, or one as `zerobus.lanes.NAME." + option.key() + "`";
            default:
                return "the lane `default`, or another one as `zerobus.lanes.NAME." + option.key() + "`";
        }
    }
}
