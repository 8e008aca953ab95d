// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.config.ConfigException;
import dev.zerobus.core.config.ZerobusConfig;
import org.jspecify.annotations.Nullable;

/**
 * The elements of {@code <appender class="dev.zerobus.logback.ZerobusAppender">}: Joran calls a setter or adder for each.
 * What has no element of its own is an {@code <option>}; what is not set at all comes from system properties, the environment
 * and the file that {@code zerobus.config} names. A blank value counts as not set. Nothing is checked before the start, so
 * that everything wrong is said at once. Owned by the thread that configures.
 */
public abstract class AppenderElements extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private final ElementSettings settings = new ElementSettings();
    private boolean attachEvents;
    private boolean strict;

    AppenderElements() {}

    /**
     * Sets where events go.
     *
     * @param address the Zerobus endpoint of the workspace: the option {@code endpoint}
     */
    public void setEndpoint(@Nullable String address) {
        settings.set("endpoint", address, "<endpoint>");
    }

    /**
     * Sets where tokens and schemas come from.
     *
     * @param address the workspace: the option {@code workspace.url}
     */
    public void setWorkspaceUrl(@Nullable String address) {
        settings.set("workspace.url", address, "<workspaceUrl>");
    }

    /**
     * Sets the table that gets the log events.
     *
     * @param fullName catalog.schema.table: the option {@code table}
     */
    public void setTable(@Nullable String fullName) {
        settings.set("table", fullName, "<table>");
    }

    /**
     * Sets how the client shows who it is.
     *
     * @param mode the option {@code auth}: {@code oauth} or, for a local server, {@code none}
     */
    public void setAuth(@Nullable String mode) {
        settings.set("auth", mode, "<auth>");
    }

    /**
     * Sets the service principal.
     *
     * @param id its application id: the option {@code client.id}
     */
    public void setClientId(@Nullable String id) {
        settings.set("client.id", id, "<clientId>");
    }

    /**
     * Sets the service principal's secret.
     *
     * @param secret the option {@code client.secret}; write a variable, {@code ${...}}, not the secret itself
     */
    public void setClientSecret(@Nullable String secret) {
        settings.set("client.secret", secret, "<clientSecret>");
    }

    /**
     * Sets the file that holds the service principal's secret.
     *
     * @param path the option {@code client.secret-file}
     */
    public void setClientSecretFile(@Nullable String path) {
        settings.set("client.secret-file", path, "<clientSecretFile>");
    }

    /**
     * Sets the application's name.
     *
     * @param name the option {@code service.name}
     */
    public void setServiceName(@Nullable String name) {
        settings.set("service.name", name, "<serviceName>");
    }

    /**
     * Sets whether the place in the source is taken.
     *
     * @param whether the option {@code log.location}
     */
    public void setIncludeLocation(@Nullable String whether) {
        settings.set("log.location", whether, "<includeLocation>");
    }

    /**
     * Sets whether what the application emits by {@code Events} goes through this appender's client as well.
     *
     * @param whether false unless this is called
     */
    public void setAttachEvents(boolean whether) {
        attachEvents = whether;
    }

    /**
     * Sets how grave a wrong setting is. Without this it is a WARN status and the application starts without this appender;
     * with it, it is an ERROR status, at which Spring Boot refuses to start.
     *
     * @param whether false unless this is called
     */
    public void setStrict(boolean whether) {
        strict = whether;
    }

    /**
     * Sets any option.
     *
     * @param option its key and value
     */
    public void addOption(OptionElement option) {
        option.applyTo(settings, "");
    }

    /**
     * Adds a table for events of some names.
     *
     * @param lane its name, table and patterns
     */
    public void addLane(LaneElement lane) {
        lane.applyTo(settings);
    }

    /**
     * Chooses the entries of the MDC.
     *
     * @param mdc what is taken and what is not
     */
    public void addMdc(MdcElement mdc) {
        mdc.applyTo(settings);
    }

    /**
     * Says what is masked.
     *
     * @param redact names of fields and MDC keys, and patterns of text
     */
    public void addRedact(RedactElement redact) {
        redact.applyTo(settings);
    }

    /**
     * Adds a value that every row has.
     *
     * @param constant its name and value
     */
    public void addConstant(ConstantElement constant) {
        constant.applyTo(settings);
    }

    /**
     * Gives a column of the table something else than what has its name.
     *
     * @param column the column and its source
     */
    public void addColumn(ColumnElement column) {
        column.applyTo(settings, "");
    }

    boolean attachesEvents() {
        return attachEvents;
    }

    /** Brings the elements and the standard sources together; null if something is wrong, all of which has been said. */
    @Nullable
    ZerobusConfig readSettings() {
        ConfigBuilder config = ZerobusConfig.builder().standardSources();
        settings.applyTo(config, getName());
        settings.problems().forEach(this::say);
        try {
            ZerobusConfig read = config.build();
            return settings.problems().isEmpty() ? read : null;
        } catch (ConfigException e) {
            e.problems().forEach(this::say);
            return null;
        }
    }

    /** Says something that keeps this appender from working. */
    final void say(String problem) {
        if (strict) {
            addError(problem);
        } else {
            addWarn(problem);
        }
    }
}
