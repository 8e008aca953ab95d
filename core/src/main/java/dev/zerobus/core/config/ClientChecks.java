// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.io.File;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks what concerns more than one option of the client, and finds its secret. Owned by one thread. */
final class ClientChecks {

    private final Values values;
    private final Resolver resolver;
    private final Problems problems;

    ClientChecks(Values values, Resolver resolver, Problems problems) {
        this.values = values;
        this.resolver = resolver;
        this.problems = problems;
    }

    void check(List<LaneConfig> lanes) {
        required(ConnectionOptions.ENDPOINT, "");
        if (values.find(ConnectionOptions.AUTH) == AuthMode.OAUTH) {
            String why =
                    " with zerobus.auth = oauth (for a local server that asks for nothing set zerobus.auth = none)";
            required(ConnectionOptions.WORKSPACE_URL, why);
            required(ConnectionOptions.CLIENT_ID, why);
        } else if (anyFromUnity(lanes)) {
            required(ConnectionOptions.WORKSPACE_URL, " to read schemas with zerobus.schema.source = unity");
        }
    }

    private static boolean anyFromUnity(List<LaneConfig> lanes) {
        for (LaneConfig lane : lanes) {
            if (lane.find(LaneOptions.SCHEMA_SOURCE) == SchemaOrigin.UNITY) {
                return true;
            }
        }
        return false;
    }

    private void required(Option<?> option, String why) {
        if (resolver.find(option) == null) {
            problems.wrong(option + " is not set and is required" + why + "; set it by -D" + option + " or "
                    + option.environmentName() + "; right is " + option.right());
        }
    }

    /** Returns where the secret is; null if it is not needed, or missing and reported. */
    @Nullable
    ClientSecret secret(Map<String, String> environment) {
        if (values.find(ConnectionOptions.AUTH) != AuthMode.OAUTH) {
            return null;
        }
        String text = values.find(ConnectionOptions.CLIENT_SECRET);
        File file = values.find(ConnectionOptions.CLIENT_SECRET_FILE);
        String variable = values.find(ConnectionOptions.CLIENT_SECRET_ENV);
        Setting[] settings = {
            resolver.find(ConnectionOptions.CLIENT_SECRET),
            resolver.find(ConnectionOptions.CLIENT_SECRET_FILE),
            resolver.find(ConnectionOptions.CLIENT_SECRET_ENV)
        };
        int set = 0;
        StringBuilder origins = new StringBuilder();
        for (Setting setting : settings) {
            if (setting != null) {
                origins.append(set++ == 0 ? "" : ", ").append(setting.origin);
            }
        }
        if (set != 1) {
            problems.wrong(
                    set == 0
                            ? "the secret of the service principal is not set and is required with zerobus.auth = oauth;"
                                    + " set ZEROBUS_CLIENT_SECRET, or name a file by zerobus.client.secret-file"
                            : "the secret of the service principal is set more than once (" + origins
                                    + "); keep one of zerobus.client.secret, .secret-file and .secret-env");
            return null;
        }
        if (variable != null) {
            return fromVariable(variable, environment);
        }
        return file != null ? ClientSecret.in(file) : text != null ? ClientSecret.of(text) : null;
    }

    private @Nullable ClientSecret fromVariable(String variable, Map<String, String> environment) {
        String value = environment.get(variable);
        if (value == null || value.isBlank()) {
            problems.wrong(ConnectionOptions.CLIENT_SECRET_ENV + " = '" + Problems.shown(variable) + "' ("
                    + values.origin(ConnectionOptions.CLIENT_SECRET_ENV)
                    + "): there is no such variable in the environment of this process, or it is empty");
            return null;
        }
        return ClientSecret.of(value.trim());
    }
}
