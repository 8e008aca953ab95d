// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

/** A text that somebody set, and where. Immutable. */
final class Setting {

    final String value;

    /** Such as {@code -Dzerobus.endpoint} or {@code app.properties:12}. */
    final String origin;

    Setting(String value, String origin) {
        this.value = value.trim();
        this.origin = origin;
    }
}
