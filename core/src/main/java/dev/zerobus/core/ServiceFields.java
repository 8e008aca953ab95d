// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.config.ConnectionOptions;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.event.EventDraft;
import org.jspecify.annotations.Nullable;

/** Writes into every event which application it is from, before the application's own fields, so that those win. Immutable. */
final class ServiceFields {

    private final @Nullable String name;
    private final @Nullable String version;
    private final @Nullable String environment;

    ServiceFields(ZerobusConfig config) {
        name = config.find(ConnectionOptions.SERVICE_NAME);
        version = config.find(ConnectionOptions.SERVICE_VERSION);
        environment = config.find(ConnectionOptions.SERVICE_ENVIRONMENT);
    }

    void write(EventDraft draft) {
        if (name != null) {
            draft.put("service_name", name);
        }
        if (version != null) {
            draft.put("service_version", version);
        }
        if (environment != null) {
            draft.put("service_environment", environment);
        }
    }
}
