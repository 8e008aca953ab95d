// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.resource;

import dev.zerobus.core.config.ConnectionOptions;
import dev.zerobus.core.config.KeyPatterns;
import dev.zerobus.core.config.NamedValues;
import dev.zerobus.core.config.Option;
import dev.zerobus.core.config.ResourceOptions;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.row.RowFact;
import dev.zerobus.core.row.RowFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Collects facts, those that count most first: constants, the options of the service, variables that are named, OpenTelemetry's
 * variables, and what is found out. Owned by one thread, used once.
 */
final class FactFinder {

    private final ZerobusConfig config;
    private final Surroundings around;

    FactFinder(ZerobusConfig config, Surroundings around) {
        this.config = config;
        this.around = around;
    }

    /** Never throws: a row without its host is better than no row. */
    RowFacts find() {
        List<RowFact> facts = new ArrayList<>();
        named(ResourceOptions.CONSTANTS).forEach((name, value) -> facts.add(FactNames.named(name, value)));
        List<RowFact> found = new ArrayList<>();
        option(found, FactNames.SERVICE_NAME, ConnectionOptions.SERVICE_NAME);
        option(found, FactNames.SERVICE_VERSION, ConnectionOptions.SERVICE_VERSION);
        option(found, FactNames.SERVICE_ENVIRONMENT, ConnectionOptions.SERVICE_ENVIRONMENT);
        named(ResourceOptions.VARIABLES).forEach((name, variable) -> add(found, name, around.variable(variable)));
        if (config.get(ResourceOptions.DETECT)) {
            found.addAll(OtelVariables.find(around));
            try {
                detect(found);
            } catch (RuntimeException e) {
                // a security manager, a file system of its own kind: what was found until then stays
                add(found, "resource_error", e.getClass().getName());
            }
        }
        KeyPatterns excluded = config.get(ResourceOptions.EXCLUDE);
        found.removeIf(fact -> excluded.matches(fact.name()));
        facts.addAll(found);
        return RowFacts.of(facts);
    }

    private void detect(List<RowFact> found) {
        add(found, FactNames.HOST_NAME, HostName.find(around));
        found.add(RowFact.number(FactNames.PROCESS_ID, "process.pid", around.pid()));
        Container container = Container.find(around);
        add(found, FactNames.CONTAINER_ID, container.id);
        String podInfo = config.get(ResourceOptions.PODINFO);
        found.addAll(Kubernetes.find(around, container, podInfo));
        pairs(found, podInfo + "/labels", ResourceOptions.LABELS, FactNames::label);
        pairs(found, podInfo + "/annotations", ResourceOptions.ANNOTATIONS, FactNames::annotation);
    }

    private void pairs(
            List<RowFact> found, String file, Option<KeyPatterns> wanted, BiFunction<String, String, RowFact> fact) {
        KeyPatterns patterns = config.get(wanted);
        if (patterns.isEmpty()) {
            return;
        }
        PodInfo.read(around.file(file)).forEach((key, value) -> {
            if (patterns.matches(key)) {
                found.add(fact.apply(key, value));
            }
        });
    }

    private Map<String, String> named(Option<NamedValues> option) {
        NamedValues values = config.find(option);
        return values == null ? Map.of() : values.all();
    }

    private void option(List<RowFact> found, String name, Option<String> option) {
        add(found, name, config.find(option));
    }

    private static void add(List<RowFact> found, String name, @Nullable String value) {
        if (value != null) {
            found.add(FactNames.named(name, value));
        }
    }
}
