// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import dev.zerobus.agent.testing.AgentApp;
import java.io.File;
import java.nio.file.Path;

/** What an application has on its class path that has an appender: the client with all that it needs. */
final class ClientLibraries {

    private static final String[] NAMES = {
        "protobuf-java",
        "/grpc-",
        "guava",
        "failureaccess",
        "perfmark",
        "okio",
        "kotlin-stdlib",
        "disruptor",
        "jackson-core",
        "proto-google-common",
        "/core/target",
        "/proto/target",
        "/api/target",
        "annotations"
    };

    private ClientLibraries() {}

    static void addTo(AgentApp app) {
        for (String place : System.getProperty("java.class.path").split(File.pathSeparator)) {
            for (String name : NAMES) {
                if (place.contains(name)) {
                    app.library(Path.of(place));
                    break;
                }
            }
        }
    }
}
