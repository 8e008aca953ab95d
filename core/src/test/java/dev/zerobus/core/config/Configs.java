// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Properties;

/** Short ways to build configurations in tests. */
final class Configs {

    private Configs() {}

    /** A builder whose only missing parts are those that a test adds. */
    static ConfigBuilder local() {
        return ZerobusConfig.builder()
                .set("endpoint", "http://127.0.0.1:1234")
                .set("workspace.url", "http://127.0.0.1:1235")
                .set("auth", "none");
    }

    static ConfigBuilder oneTable() {
        return local().set("table", "main.shop.orders");
    }

    static Properties properties(String... keysAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return properties;
    }

    static List<String> problems(ConfigBuilder builder) {
        ConfigException refused = catchThrowableOfType(ConfigException.class, builder::build);
        return refused == null ? List.of() : refused.problems();
    }
}
