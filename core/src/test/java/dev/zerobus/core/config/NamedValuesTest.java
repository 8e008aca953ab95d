// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedValuesTest {

    @Test
    void readsNamesWithValuesInTheirOrder() {
        assertThat(NamedValues.parse(" team = payments ,region:eu-west-1, url=http://x:1/a=b")
                        .all()
                        .toString())
                .isEqualTo("{team=payments, region=eu-west-1, url=http://x:1/a=b}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=b\\,c", "a=b\\\\", "a=\\,,b=1", "a=\\x"})
    void readsWhatItWrites(String text) {
        NamedValues values = NamedValues.parse(text);
        assertThat(NamedValues.parse(values.toString()).all()).isEqualTo(values.all());
    }

    @Test
    void aBackslashBeforeACommaKeepsIt() {
        assertThat(NamedValues.parse("a=b\\,c,d=e\\\\").all())
                .containsEntry("a", "b,c")
                .containsEntry("d", "e\\");
    }

    @Test
    void hasABound() {
        String many = IntStream.rangeClosed(0, NamedValues.MAX_VALUES)
                .mapToObj(i -> "n" + i + "=v")
                .collect(Collectors.joining(","));
        assertThatThrownBy(() -> NamedValues.parse(many)).hasMessageContaining("more than 32");
        assertThatThrownBy(() -> NamedValues.parse("a=" + "x".repeat(1_025))).hasMessageContaining("too long");
    }

    @Test
    void agentArgumentsTakeColonsWhereEqualsSignsHaveAMeaning() {
        ZerobusConfig config = ZerobusConfig.builder()
                .agentArguments("endpoint=http://localhost:1,auth=none,workspace.url=http://localhost:1,table=a.b.c,"
                        + "constants=team:payments,region:eu,columns=msg:message,req:request_id")
                .build();

        assertThat(config.get(ResourceOptions.CONSTANTS).all()).hasToString("{team=payments, region=eu}");
        assertThat(config.lanes().get(0).get(LaneOptions.COLUMNS)).hasToString("msg=message,req=request_id");
    }

    @Test
    void filesTakeListsOfTexts() throws Exception {
        java.io.File file = java.io.File.createTempFile("options", ".json");
        try {
            java.nio.file.Files.writeString(
                    file.toPath(),
                    "{\"constants\": [\"team=payments\", \"region=eu\"], \"columns\": [\"msg=message\"]}");
            ZerobusConfig config = Configs.oneTable().file(file).build();

            assertThat(config.get(ResourceOptions.CONSTANTS).all()).hasSize(2);
            assertThat(config.lanes().get(0).get(LaneOptions.COLUMNS).sourceOf("msg"))
                    .isEqualTo("message");
        } finally {
            assertThat(file.delete()).isTrue();
        }
    }
}
