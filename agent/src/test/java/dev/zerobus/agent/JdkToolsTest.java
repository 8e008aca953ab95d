// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JdkToolsTest {

    @Test
    void knowsTheToolsByTheirModule() {
        assertThat(JdkTools.isTool("jdk.jcmd", "sun.tools.jps.Jps")).isTrue();
        assertThat(JdkTools.isTool("java.base", "sun.security.tools.keytool.Main"))
                .isTrue();
        assertThat(JdkTools.isTool("jdk.compiler", "com.sun.tools.javac.Main")).isTrue();
        assertThat(JdkTools.isTool("jdk.jshell", null)).isTrue();
    }

    @Test
    void takesApplicationsForWhatTheyAre() {
        assertThat(JdkTools.isTool(null, null)).isFalse();
        assertThat(JdkTools.isTool("com.example.shop", "com.example.Main")).isFalse();
        // java Application.java
        assertThat(JdkTools.isTool("jdk.compiler", "com.sun.tools.javac.launcher.Main"))
                .isFalse();
        assertThat(JdkTools.isTool("jdk.compiler", "com.sun.tools.javac.launcher.SourceLauncher"))
                .isFalse();
    }
}
