// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.status.StatusChannel.Level;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentStatusTest {

    @Test
    void saysGoodNewsOnlyAfterBadNews() {
        List<String> said = new ArrayList<>();
        AgentStatus status = new AgentStatus((level, message) -> said.add(message));

        status.say(Level.INFO, "connected");
        status.say(Level.INFO, "key", "connected");
        assertThat(said).isEmpty();

        status.say(Level.WARN, "gone");
        status.say(Level.INFO, "back");
        assertThat(said).containsExactly("gone", "back");
    }

    @Test
    void saysGoodNewsIfItIsToSpeak() {
        List<String> said = new ArrayList<>();
        AgentStatus status = new AgentStatus((level, message) -> said.add(message));
        status.verbose();
        status.say(Level.INFO, "connected");
        assertThat(said).containsExactly("connected");
    }
}
