// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.agent.app.Library;
import dev.zerobus.agent.method.MethodEvents;
import dev.zerobus.agent.method.MethodRules;
import dev.zerobus.api.Events;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.status.StatusChannel;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WeavingTransformerTest {

    private final StatusChannel status = (level, message) -> {};

    private byte[] transformed(String rules, Class<?> type) throws Exception {
        List<String> problems = new ArrayList<>();
        MethodRules read = MethodRules.of(
                ZerobusConfig.builder()
                        .set("endpoint", "http://127.0.0.1:1")
                        .set("auth", "none")
                        .set("workspace.url", "http://127.0.0.1:1")
                        .set("table", "a.b.c")
                        .set("agent.rules", rules)
                        .build(),
                problems::add);
        assertThat(problems).isEmpty();
        WeavingTransformer transformer = new WeavingTransformer(
                Set.of(),
                read,
                new MethodEvents(name -> null, status),
                new WeaveNotes(status, MethodRules.NONE, false));
        String name = type.getName().replace('.', '/');
        try (InputStream in = type.getClassLoader().getResourceAsStream(name + ".class")) {
            return transformer.transform(type.getClassLoader(), name, null, null, in.readAllBytes());
        }
    }

    @Test
    void aPatternMeansTheApplicationAndNotWhatTheAgentStandsOn() throws Exception {
        assertThat(transformed("dev.*.Library#add", Library.class)).isNotNull();
        assertThat(transformed("dev.*.Events#emit", Events.class)).isNull();
        assertThat(transformed("dev.*.ZerobusConfig#enabled", ZerobusConfig.class))
                .isNull();
    }
}
