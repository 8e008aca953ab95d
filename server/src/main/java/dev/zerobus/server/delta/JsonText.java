// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

/**
 * A VARIANT as JSON text.
 *
 * @param json the text
 */
public record JsonText(String json) {
    @Override
    public String toString() {
        return json;
    }
}
