// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.JmxTime;
import dev.zerobus.core.ZerobusClient;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.event.EventDraft;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class FlushAtExitTest {

    @Test
    void saysWhatRemainsWhenItsTimeIsOver() {
        List<String> said = new CopyOnWriteArrayList<>();
        ZerobusConfig config = ZerobusConfig.builder()
                .set("endpoint", "http://127.0.0.1:1")
                .set("workspace.url", "http://127.0.0.1:1")
                .set("auth", "none")
                .set("table", "a.b.c")
                .build();
        try (ZerobusClient client = ZerobusClient.starter(config)
                .status((level, message) -> said.add(level + " " + message))
                .attach(false)
                .shutdownHook(false)
                .jmx(JmxTime.NEVER)
                .start()) {
            for (int i = 0; i < 3; i++) {
                EventDraft draft = Objects.requireNonNull(client.begin("e"));
                assertThat(draft.emit()).isTrue();
            }
            new FlushAtExit(client, Duration.ofMillis(100)).run();
            assertThat(client.begin("late")).as("it is closed").isNull();
            assertThat(said).anySatisfy(line -> assertThat(line).contains("3 "));
        }
    }
}
