// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnJarTest {

    @ParameterizedTest
    @ValueSource(strings = {"1.7", "1.8", "9", "10"})
    void tellsAnOldJvmWhatItNeeds(String version) {
        assertThatThrownBy(() -> OwnJar.checkJava(version))
                .isInstanceOf(OwnJar.Unusable.class)
                .hasMessage("it needs Java 11 or later, and this is Java " + version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "17", "25", "100", ""})
    void takesEveryOther(String version) {
        assertThatCode(() -> OwnJar.checkJava(version)).doesNotThrowAnyException();
    }
}
