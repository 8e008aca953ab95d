// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import dev.zerobus.core.status.StatusChannel.Level;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginElement;
import org.apache.logging.log4j.core.config.plugins.PluginNode;
import org.apache.logging.log4j.core.util.Builder;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link ZerobusAppender} from a configuration file, whose attributes and elements Log4j puts into the fields, or in
 * code:
 *
 * <pre>{@code
 * ZerobusAppender appender = ZerobusAppender.newBuilder()
 *         .setName("zerobus")
 *         .setConfiguration(configuration)
 *         .setTable("main.ops.logs")
 *         .setOption("ring.size", "64MiB")
 *         .build();
 * }</pre>
 *
 * What is not set comes from system properties, the environment and the file that {@code zerobus.config} names. Owned by one
 * thread.
 */
public final class ZerobusAppenderBuilder extends AbstractAppender.Builder<ZerobusAppenderBuilder>
        implements Builder<ZerobusAppender> {

    @PluginBuilderAttribute
    private @Nullable String endpoint;

    @PluginBuilderAttribute
    private @Nullable String workspaceUrl;

    @PluginBuilderAttribute
    private @Nullable String table;

    @PluginBuilderAttribute
    private @Nullable String auth;

    @PluginBuilderAttribute
    private @Nullable String serviceName;

    @PluginBuilderAttribute
    private @Nullable String includeLocation;

    @PluginBuilderAttribute
    private boolean attachEvents;

    /** All nested elements that are ours. */
    @PluginElement("settings")
    private SettingElement @Nullable [] elements;

    @PluginNode
    private @Nullable Node node;

    private final ElementSettings code = new ElementSettings();

    ZerobusAppenderBuilder() {}

    /**
     * Sets the Zerobus endpoint of the workspace.
     *
     * @param value the option {@code endpoint}
     * @return this
     */
    public ZerobusAppenderBuilder setEndpoint(String value) {
        endpoint = value;
        return this;
    }

    /**
     * Sets the workspace, where tokens and schemas come from.
     *
     * @param value the option {@code workspace.url}
     * @return this
     */
    public ZerobusAppenderBuilder setWorkspaceUrl(String value) {
        workspaceUrl = value;
        return this;
    }

    /**
     * Sets the table that gets the log events.
     *
     * @param value the option {@code table}
     * @return this
     */
    public ZerobusAppenderBuilder setTable(String value) {
        table = value;
        return this;
    }

    /**
     * Sets how the client shows who it is.
     *
     * @param value the option {@code auth}
     * @return this
     */
    public ZerobusAppenderBuilder setAuth(String value) {
        auth = value;
        return this;
    }

    /**
     * Sets the application's name.
     *
     * @param value the option {@code service.name}
     * @return this
     */
    public ZerobusAppenderBuilder setServiceName(String value) {
        serviceName = value;
        return this;
    }

    /**
     * Sets whether the place in the source is taken.
     *
     * @param value the option {@code log.location}
     * @return this
     */
    public ZerobusAppenderBuilder setIncludeLocation(String value) {
        includeLocation = value;
        return this;
    }

    /**
     * Sets whether what the application emits by {@code Events} goes through this appender's client as well.
     *
     * @param value false unless this is called
     * @return this
     */
    public ZerobusAppenderBuilder setAttachEvents(boolean value) {
        attachEvents = value;
        return this;
    }

    /**
     * Sets any option.
     *
     * @param key such as {@code ring.size} or {@code lanes.audit.table}
     * @param value as it would stand in a file
     * @return this
     */
    public ZerobusAppenderBuilder setOption(String key, String value) {
        code.set(key, value, "setOption");
        return this;
    }

    /** {@inheritDoc} Never fails because of a wrong setting: that is said, and the appender refuses events. */
    @Override
    public ZerobusAppender build() {
        AppenderSettings settings = AppenderSettings.read(getName(), getConfiguration(), attachEvents, collect());
        if (node != null) {
            UnknownAttributes.say(getName(), node.getAttributes().keySet());
        }
        if (getLayout() != null) {
            Log4j2Status.of(getName())
                    .say(Level.WARN, "a layout is not used, because events become typed columns: remove it");
        }
        return new ZerobusAppender(getName(), getFilter(), isIgnoreExceptions(), settings);
    }

    private ElementSettings collect() {
        ElementSettings all = new ElementSettings();
        all.attribute("endpoint", endpoint, "endpoint");
        all.attribute("workspace.url", workspaceUrl, "workspaceUrl");
        all.attribute("table", table, "table");
        all.attribute("auth", auth, "auth");
        all.attribute("service.name", serviceName, "serviceName");
        all.attribute("log.location", includeLocation, "includeLocation");
        if (elements != null) {
            for (SettingElement element : elements) {
                element.addTo(all, "");
            }
        }
        Property[] properties = getPropertyArray();
        if (properties != null) {
            for (Property property : properties) {
                all.wrong("<Property name=\"" + property.getName() + "\"> is not read here; right is <Option key=\""
                        + property.getName() + "\" value=\"...\"/>");
            }
        }
        all.addAll(code);
        return all;
    }
}
