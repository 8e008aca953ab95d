// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One option: its key, type, default, scope and description. The constants are in {@link ClientOptions}, {@link
 * ConnectionOptions}, {@link LaneOptions}, {@link LogOptions} and {@link RedactOptions}. Immutable, but for the default's value, which is made late.
 *
 * @param <T> the value's type
 */
public final class Option<T> {

    /** Where an option may stand. */
    enum Scope {
        /** Once for the client. */
        CLIENT,
        /** For one lane, or for all lanes that do not have their own. */
        LANE,
        /** For one lane only; without a lane's name, for the lane {@code default}. */
        LANE_ONLY
    }

    private final String key;
    private final OptionType<T> type;
    private final @Nullable String defaultText;
    private final Scope scope;
    private final boolean secret;
    private final String description;

    /** Any thread may set it: the values of a type that are equal can stand for each other, and none can be changed. */
    private volatile @Nullable T defaultValue;

    private Option(Scope scope, String key, OptionType<T> type, @Nullable String defaultText, String description) {
        this(scope, key, type, defaultText, description, false);
    }

    private Option(
            Scope scope,
            String key,
            OptionType<T> type,
            @Nullable String defaultText,
            String description,
            boolean secret) {
        this.scope = scope;
        this.key = key;
        this.type = type;
        this.defaultText = defaultText;
        this.description = description;
        this.secret = secret;
    }

    static <T> Option<T> client(String key, OptionType<T> type, @Nullable String defaultText, String description) {
        return new Option<>(Scope.CLIENT, key, type, defaultText, description);
    }

    static <T> Option<T> lane(String key, OptionType<T> type, @Nullable String defaultText, String description) {
        return new Option<>(Scope.LANE, key, type, defaultText, description);
    }

    static <T> Option<T> laneOnly(String key, OptionType<T> type, @Nullable String defaultText, String description) {
        return new Option<>(Scope.LANE_ONLY, key, type, defaultText, description);
    }

    static Option<String> secret(String key, OptionType<String> type, String description) {
        return new Option<>(Scope.CLIENT, key, type, null, description, true);
    }

    /**
     * Returns the key.
     *
     * @return without {@code zerobus.} in front, such as {@code ring.size}
     */
    public String key() {
        return key;
    }

    /**
     * Returns the default, as a text.
     *
     * @return null if there is none
     */
    public @Nullable String defaultText() {
        return defaultText;
    }

    /**
     * Returns what the option does.
     *
     * @return a sentence or two
     */
    public String description() {
        return description;
    }

    /**
     * Returns what is a right value.
     *
     * @return a phrase with bounds and an example
     */
    public String right() {
        return type.right();
    }

    /**
     * Returns the variable of the environment that sets the option.
     *
     * @return such as {@code ZEROBUS_RING_SIZE}
     */
    public String environmentName() {
        return ConfigSources.ENVIRONMENT_PREFIX + environmentSuffix();
    }

    String environmentSuffix() {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** As {@link #environmentSuffix}, without making a text for each option that a variable is compared with. */
    boolean isEnvironmentSuffix(String suffix) {
        return suffix.length() == key.length() && suffix.equals(environmentSuffix());
    }

    /** The default's value, made when it is first wanted: of most options never, in an agent that sees no event. */
    @Nullable
    T defaultValue() {
        T value = defaultValue;
        if (value == null && defaultText != null) {
            value = type.parse(defaultText);
            defaultValue = value;
        }
        return value;
    }

    OptionType<T> type() {
        return type;
    }

    Scope scope() {
        return scope;
    }

    boolean isSecret() {
        return secret;
    }

    @Override
    public String toString() {
        return ConfigSources.PREFIX + key;
    }
}
