// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.server.delta.MaterialiserSettings;
import dev.zerobus.server.ingest.IngestLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerSettingsTest {

    private static String bindHost(String host, Path auth, boolean tls) {
        return new ServerSettings(
                        Path.of("data"),
                        host,
                        0,
                        0,
                        auth,
                        tls,
                        MaterialiserSettings.defaults(),
                        Duration.ZERO,
                        IngestLimits.defaults(),
                        line -> {},
                        List.of(),
                        false)
                .bindHost();
    }

    @Test
    void listensForOtherMachinesOnlyWithAuthenticationAndTlsUnlessTold() {
        Path principals = Path.of("principals.json");
        assertThat(bindHost(null, null, false)).isEqualTo("127.0.0.1");
        assertThat(bindHost(null, null, true)).isEqualTo("127.0.0.1");
        assertThat(bindHost(null, principals, false)).isEqualTo("127.0.0.1");
        assertThat(bindHost(null, principals, true)).isEqualTo("0.0.0.0");
        assertThat(bindHost("0.0.0.0", principals, false)).isEqualTo("0.0.0.0");
    }
}
