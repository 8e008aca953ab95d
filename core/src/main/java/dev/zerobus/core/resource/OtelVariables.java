// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.resource;

import dev.zerobus.core.row.RowFact;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code OTEL_SERVICE_NAME}, and {@code OTEL_RESOURCE_ATTRIBUTES} as {@code key=value,key=value} with percent signs for
 * what would be in the way (OpenTelemetry specification; one that can not be read is left out as a whole). Stateless.
 */
final class OtelVariables {

    private OtelVariables() {}

    static List<RowFact> find(Surroundings around) {
        List<RowFact> facts = new ArrayList<>();
        String service = around.variable("OTEL_SERVICE_NAME");
        if (service != null) {
            facts.add(FactNames.named(FactNames.SERVICE_NAME, service));
        }
        String attributes = around.variable("OTEL_RESOURCE_ATTRIBUTES");
        if (attributes != null) {
            facts.addAll(attributes(attributes));
        }
        return facts;
    }

    private static List<RowFact> attributes(String text) {
        List<RowFact> facts = new ArrayList<>();
        for (String pair : text.split(",", -1)) {
            int equal = pair.indexOf('=');
            if (pair.isBlank()) {
                continue;
            }
            if (equal < 1) {
                return List.of();
            }
            try {
                String key = decoded(pair.substring(0, equal));
                String value = decoded(pair.substring(equal + 1));
                if (!key.isEmpty() && !value.isEmpty()) {
                    facts.add(FactNames.attribute(key, value));
                }
            } catch (IllegalArgumentException e) {
                return List.of();
            }
        }
        return facts;
    }

    private static String decoded(String text) {
        // a plus is a plus here, unlike in forms
        return URLDecoder.decode(text.trim().replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
