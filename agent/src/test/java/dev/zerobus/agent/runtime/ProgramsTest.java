// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.config.KeyPatterns;
import org.junit.jupiter.api.Test;

class ProgramsTest {

    private static boolean skipped(String patterns, String command) {
        return Programs.isSkipped(KeyPatterns.of(patterns), command);
    }

    @Test
    void knowsAProgramByItsMainClass() {
        assertThat(skipped("org.gradle.*", "org.gradle.launcher.GradleMain build"))
                .isTrue();
        assertThat(skipped("org.gradle.*", "com.example.Shop org.gradle.x")).isFalse();
    }

    @Test
    void knowsAProgramByItsJarWithAndWithoutDirectory() {
        assertThat(skipped("tool.jar", "/opt/tool.jar --fast")).isTrue();
        assertThat(skipped("/opt/*", "/opt/tool.jar")).isTrue();
        assertThat(skipped("tool.jar", "C:\\opt\\tool.jar")).isTrue();
        assertThat(skipped("tool.jar", "/opt/tool.jar.d/app.jar")).isFalse();
    }

    @Test
    void skipsNothingThatItDoesNotKnow() {
        assertThat(skipped("*", null)).isFalse();
        assertThat(skipped("none", "none")).isFalse();
    }
}
