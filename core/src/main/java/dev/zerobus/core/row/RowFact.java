// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import java.util.Objects;

/** Something that is so for every row of this process, such as the host's name. Immutable. */
public final class RowFact {

    private final String name;
    private final String otelName;
    private final String value;
    private final boolean number;

    private RowFact(String name, String otelName, String value, boolean number) {
        this.name = Objects.requireNonNull(name, "name");
        this.otelName = Objects.requireNonNull(otelName, "otelName");
        this.value = Objects.requireNonNull(value, "value");
        this.number = number;
    }

    /**
     * Makes a fact that is a text.
     *
     * @param name as a column is called, such as {@code host_name}
     * @param otelName as an attribute of OpenTelemetry's resource is called, such as {@code host.name}
     * @param value its value
     * @return the fact
     */
    public static RowFact text(String name, String otelName, String value) {
        return new RowFact(name, otelName, value, false);
    }

    /**
     * Makes a fact that is a whole number.
     *
     * @param name as a column is called, such as {@code process_id}
     * @param otelName as an attribute of OpenTelemetry's resource is called, such as {@code process.pid}
     * @param value its value
     * @return the fact
     */
    public static RowFact number(String name, String otelName, long value) {
        return new RowFact(name, otelName, Long.toString(value), true);
    }

    /**
     * Returns its name.
     *
     * @return as a column is called
     */
    public String name() {
        return name;
    }

    /**
     * Returns its other name.
     *
     * @return as an attribute of OpenTelemetry's resource is called
     */
    public String otelName() {
        return otelName;
    }

    /**
     * Returns its value.
     *
     * @return as a text, whatever it is
     */
    public String value() {
        return value;
    }

    boolean isNumber() {
        return number;
    }

    @Override
    public String toString() {
        return name + '=' + value;
    }
}
