// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import dev.zerobus.core.lane.OverflowPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told before it starts: checked values, each with its origin. Immutable.
 *
 * @see ClientOptions
 * @see ConnectionOptions
 * @see LaneOptions
 */
public final class ZerobusConfig {

    private final Values client;
    private final Values forAllLanes;
    private final List<LaneConfig> lanes;
    private final @Nullable ClientSecret secret;
    private final List<String> warnings;

    ZerobusConfig(
            Values client,
            Values forAllLanes,
            List<LaneConfig> lanes,
            @Nullable ClientSecret secret,
            List<String> warnings) {
        this.client = client;
        this.forAllLanes = forAllLanes;
        this.lanes = List.copyOf(lanes);
        this.secret = secret;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Begins with nothing set, from no source.
     *
     * @return a builder
     */
    public static ConfigBuilder builder() {
        return new ConfigBuilder();
    }

    /**
     * Reads the system properties, the environment, and the file that one of them names.
     *
     * @return the configuration
     * @throws ConfigException naming everything that is wrong
     */
    public static ZerobusConfig load() {
        return builder().standardSources().build();
    }

    /**
     * Tells whether the client is to do anything.
     *
     * @return false if the kill switch is thrown; then there are no lanes
     */
    public boolean enabled() {
        return get(ClientOptions.ENABLED);
    }

    /**
     * Returns the value of an option that always has one.
     *
     * @param option one of {@link ClientOptions} or {@link ConnectionOptions}
     * @param <T> the value's type
     * @return what was set, or the default
     * @throws IllegalStateException if the option has neither a value nor a default
     */
    public <T> T get(Option<T> option) {
        return client.get(option);
    }

    /**
     * Returns the value of an option that may have none.
     *
     * @param option one of {@link ClientOptions} or {@link ConnectionOptions}
     * @param <T> the value's type
     * @return null if it is not set and has no default
     */
    public <T> @Nullable T find(Option<T> option) {
        return client.find(option);
    }

    /**
     * Returns the lanes.
     *
     * @return in the order in which they are asked for an event; can not be changed
     */
    public List<LaneConfig> lanes() {
        return lanes;
    }

    /**
     * Tells whether a caller may wait for room, in one lane at least.
     *
     * @return whether there is a lane with {@code overflow.policy=block}
     */
    public boolean mayBlock() {
        return lanes.stream().anyMatch(lane -> lane.get(LaneOptions.OVERFLOW_POLICY) == OverflowPolicy.BLOCK);
    }

    /**
     * Returns where the service principal's secret is.
     *
     * @return null if none is needed
     */
    public @Nullable ClientSecret clientSecret() {
        return secret;
    }

    /**
     * Returns what is not wrong, but worth saying.
     *
     * @return one line each; can not be changed
     */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * Returns every value with its origin, one in a line. Secrets are not shown.
     *
     * @return lines such as {@code zerobus.ring.size = 32MiB (default)}
     */
    @Override
    public String toString() {
        return ConfigDump.of(client, forAllLanes, lanes);
    }
}
