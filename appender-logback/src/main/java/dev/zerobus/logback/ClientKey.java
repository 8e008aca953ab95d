// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import dev.zerobus.core.config.ConnectionOptions;
import dev.zerobus.core.config.ZerobusConfig;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What makes two clients the same: everything that they were told. Never shows the secret. Immutable. */
final class ClientKey {

    private static final Pattern ORIGIN = Pattern.compile(" \\([^()]*\\)$", Pattern.MULTILINE);

    private final String settings;
    private final @Nullable String secret;
    private final boolean takesEvents;

    ClientKey(ZerobusConfig config, boolean takesEvents) {
        // without the places where values were set, which stand at the ends of lines
        this.settings = ORIGIN.matcher(config.toString()).replaceAll("");
        this.secret = config.find(ConnectionOptions.CLIENT_SECRET);
        this.takesEvents = takesEvents;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClientKey
                && settings.equals(((ClientKey) other).settings)
                && Objects.equals(secret, ((ClientKey) other).secret)
                && takesEvents == ((ClientKey) other).takesEvents;
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }
}
