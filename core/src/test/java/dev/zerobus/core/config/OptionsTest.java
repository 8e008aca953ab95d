// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptionsTest {

    /** What only the user can know, and what is off, or follows from another option, unless it is set. */
    private static final Set<String> WITHOUT_DEFAULT = Set.of(
            "endpoint",
            "workspace.url",
            "client.id",
            "client.secret",
            "client.secret-file",
            "client.secret-env",
            "service.name",
            "service.version",
            "service.environment",
            "trust.certificate",
            "table",
            "schema.file",
            "inflight.size",
            "columns",
            "dead-letters.dir",
            "constants",
            "resource.variables",
            "redact.patterns",
            "spill.dir",
            "agent.capture.exclude",
            "agent.rules",
            "agent.rules-file",
            "config");

    static Stream<Option<?>> options() {
        return StreamSupport.stream(Options.all().spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyOptionIsDescribedInSentences(Option<?> option) {
        assertThat(option.description()).hasSizeGreaterThan(20).endsWith(".");
        assertThat(option.right()).isNotBlank();
        assertThat(option.key()).matches("[a-z-]+(\\.[a-z-]+)*");
    }

    @ParameterizedTest
    @MethodSource("options")
    <T> void everyDefaultIsRightAndReadsAsItIsWritten(Option<T> option) {
        String text = option.defaultText();
        if (text == null) {
            assertThat(WITHOUT_DEFAULT).as("without a default on purpose").contains(option.key());
        } else {
            T value = option.type().parse(text);
            assertThat(option.type().format(value)).isEqualTo(text);
            assertThat(option.type().parse(option.type().format(value)).toString())
                    .isEqualTo(value.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyOptionRefusesWhatIsOutOfRange(Option<?> option) {
        assertThat(option.type().wrong()).hasSizeGreaterThanOrEqualTo(2);
        for (String wrong : option.type().wrong()) {
            String key = option.scope() == Option.Scope.CLIENT ? option.key() : "lanes.other." + option.key();
            ConfigBuilder builder = Configs.oneTable()
                    .set("lanes.other.table", "main.shop.other")
                    .set("lanes.other.events", "other_*")
                    .set(key, "true")
                    .set(key, wrong);
            String shown = option.isSecret() ? "" : Problems.shown(wrong.trim());
            assertThat(Configs.problems(builder))
                    .as("%s = '%s'", option, wrong)
                    .anySatisfy(problem -> assertThat(problem)
                            .contains("zerobus." + key, shown, "set in code", "right is " + option.right()));
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyOptionRefusesAnEmptyText(Option<?> option) {
        assertThat(Configs.problems(Configs.oneTable().set(option.key(), "  ")))
                .anySatisfy(problem -> assertThat(problem).contains(option.toString(), "it is empty"));
    }

    @Test
    void everyOptionHasAVariableOfItsOwn() {
        Set<String> names = new HashSet<>();
        options()
                .forEach(option -> assertThat(names.add(option.environmentName()))
                        .as(option.environmentName())
                        .isTrue());
        assertThat(LaneOptions.EVENT_MAX_SIZE.environmentName()).isEqualTo("ZEROBUS_EVENT_MAX_SIZE");
    }

    @Test
    void noKeyStandsInTheWayOfAnotherOneInJson() {
        options()
                .forEach(option ->
                        options().forEach(other -> assertThat(other.key()).doesNotStartWith(option.key() + '.')));
    }
}
