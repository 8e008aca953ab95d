// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link ZerobusConfig}: the only door to one. What is set here counts before every other source; a source that is
 * not named is not looked at. Nothing is checked before {@link #build}, which names everything that is wrong at once.
 *
 * <p>Owned by one thread; may be used again after {@link #build}.
 */
public final class ConfigBuilder {

    private static final String ORIGIN = "set in code";

    private final ConfigLayer code = new ConfigLayer(ConfigLayer.Source.CODE);
    private @Nullable String agentArguments;
    private @Nullable Properties systemProperties;
    private Map<String, String> environment = Map.of();
    private @Nullable File file;

    ConfigBuilder() {}

    /**
     * Sets an option of the client, or of all lanes.
     *
     * @param key with or without {@code zerobus.}, such as {@code ring.size} or {@code lanes.orders.table}
     * @param value as it would stand in a file
     * @return this
     */
    public ConfigBuilder set(String key, String value) {
        return set(key, value, ORIGIN);
    }

    /**
     * Sets an option of the client, or of all lanes, for somebody who has read it somewhere.
     *
     * @param key with or without {@code zerobus.}
     * @param value as it would stand in a file
     * @param origin where it stands, such as {@code attribute table}: messages name it
     * @return this
     */
    public ConfigBuilder set(String key, String value, String origin) {
        code.set(
                Objects.requireNonNull(key, "key"),
                Objects.requireNonNull(value, "value"),
                Objects.requireNonNull(origin, "origin"));
        return this;
    }

    /**
     * Sets an option of the client, or of all lanes.
     *
     * @param option the option
     * @param value the value
     * @param <T> its type
     * @return this
     */
    public <T> ConfigBuilder set(Option<T> option, T value) {
        return set(option.key(), option.type().format(value));
    }

    /**
     * Sets an option of one lane. A lane begins with its first option; lanes are asked in this order.
     *
     * @param lane the lane's name
     * @param option the option
     * @param value the value
     * @param <T> its type
     * @return this
     */
    public <T> ConfigBuilder set(String lane, Option<T> option, T value) {
        return set(LaneKey.key(lane, option), option.type().format(value));
    }

    /**
     * Adds a lane. Lanes are asked in the order in which they are added; one that takes all comes last.
     *
     * @param lane the lane's name
     * @param table the full name of its table
     * @param events patterns of names of events, separated by commas
     * @return this
     */
    public ConfigBuilder lane(String lane, String table, String events) {
        return set(LaneKey.PREFIX + lane + '.' + LaneOptions.TABLE.key(), table)
                .set(LaneKey.PREFIX + lane + '.' + LaneOptions.EVENTS.key(), events);
    }

    /**
     * Takes the text behind {@code -javaagent:agent.jar=}.
     *
     * @param arguments {@code key=value,key=value}, keys without {@code zerobus.}; null for none
     * @return this
     */
    public ConfigBuilder agentArguments(@Nullable String arguments) {
        agentArguments = arguments;
        return this;
    }

    /**
     * Takes properties as those of the system.
     *
     * @param properties those that begin with {@code zerobus.} count
     * @return this
     */
    public ConfigBuilder systemProperties(Properties properties) {
        systemProperties = Objects.requireNonNull(properties, "properties");
        return this;
    }

    /**
     * Takes variables as those of the environment.
     *
     * @param variables those that begin with {@code ZEROBUS_} count
     * @return this
     */
    public ConfigBuilder environment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return this;
    }

    /**
     * Takes a file. Without it, the one that {@code zerobus.config} names counts.
     *
     * @param options a file of options, {@code .properties} or {@code .json}
     * @return this
     */
    public ConfigBuilder file(File options) {
        file = Objects.requireNonNull(options, "options");
        return this;
    }

    /**
     * Takes the system properties and the environment of this process.
     *
     * @return this
     */
    public ConfigBuilder standardSources() {
        return systemProperties(System.getProperties()).environment(System.getenv());
    }

    /**
     * Brings the sources together and checks them.
     *
     * @return the configuration; with the kill switch thrown nothing else is checked, and there are no lanes
     * @throws ConfigException naming everything that is wrong
     */
    public ZerobusConfig build() {
        Problems problems = new Problems();
        List<ConfigLayer> layers = layers(problems);
        Resolver resolver = new Resolver(layers, problems);
        Setting enabled = resolver.find(ClientOptions.ENABLED);
        if (enabled != null && enabled.value.equalsIgnoreCase("false")) {
            return killed(enabled);
        }
        resolver.readKeys();
        Values client = resolver.client();
        List<LaneConfig> lanes = resolver.lanes();
        Values forAllLanes = resolver.forAllLanes();
        ClientChecks checks = new ClientChecks(client, resolver, problems);
        checks.check(lanes);
        ClientSecret secret = checks.secret(environment);
        new LaneChecks(problems).check(lanes);
        problems.throwIfAny();
        return new ZerobusConfig(client, forAllLanes, lanes, secret, problems.warnings());
    }

    private static ZerobusConfig killed(Setting enabled) {
        Resolver defaults = new Resolver(List.of(), new Problems());
        Values client = defaults.client();
        client.put(ClientOptions.ENABLED, false, enabled.origin);
        return new ZerobusConfig(client, defaults.forAllLanes(), List.of(), null, List.of());
    }

    private List<ConfigLayer> layers(Problems problems) {
        List<ConfigLayer> layers = new ArrayList<>();
        layers.add(code);
        if (agentArguments != null) {
            layers.add(ConfigSources.agentArguments(agentArguments, problems));
        }
        if (systemProperties != null) {
            layers.add(ConfigSources.systemProperties(systemProperties));
        }
        layers.add(ConfigSources.environment(environment));
        File options = file != null ? file : namedFile(layers);
        if (options != null) {
            layers.add(ConfigFile.read(options, problems));
        }
        return layers;
    }

    /** What is wrong with the file's name is reported with all other values, when they are parsed. */
    private static @Nullable File namedFile(List<ConfigLayer> layers) {
        Setting name = new Resolver(layers, new Problems()).find(ClientOptions.CONFIG);
        File named = name == null || name.value.isEmpty() ? null : new File(name.value);
        return named != null && named.isFile() && named.canRead() ? named : null;
    }
}
