// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.resource;

import dev.zerobus.core.row.RowFact;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What facts are called: as columns, and as attributes of OpenTelemetry's resource (its semantic conventions). Stateless. */
final class FactNames {

    static final String SERVICE_NAME = "service_name";
    static final String SERVICE_VERSION = "service_version";
    static final String SERVICE_ENVIRONMENT = "service_environment";
    static final String HOST_NAME = "host_name";
    static final String PROCESS_ID = "process_id";
    static final String CONTAINER_ID = "container_id";
    static final String K8S_NAMESPACE = "k8s_namespace";
    static final String K8S_POD = "k8s_pod";
    static final String K8S_POD_UID = "k8s_pod_uid";
    static final String K8S_NODE = "k8s_node";
    static final String K8S_CONTAINER = "k8s_container";

    private static final String LABEL = "k8s_label_";
    private static final String ANNOTATION = "k8s_annotation_";

    private static final Map<String, String> OTEL = new LinkedHashMap<>();

    static {
        OTEL.put(SERVICE_NAME, "service.name");
        OTEL.put(SERVICE_VERSION, "service.version");
        OTEL.put(SERVICE_ENVIRONMENT, "deployment.environment.name");
        OTEL.put(HOST_NAME, "host.name");
        OTEL.put(PROCESS_ID, "process.pid");
        OTEL.put(CONTAINER_ID, "container.id");
        OTEL.put(K8S_NAMESPACE, "k8s.namespace.name");
        OTEL.put(K8S_POD, "k8s.pod.name");
        OTEL.put(K8S_POD_UID, "k8s.pod.uid");
        OTEL.put(K8S_NODE, "k8s.node.name");
        OTEL.put(K8S_CONTAINER, "k8s.container.name");
    }

    private FactNames() {}

    /** A fact under one of our names or OpenTelemetry's, or one that is the user's own in both worlds. */
    static RowFact named(String name, String value) {
        if (OTEL.containsValue(name)) {
            return attribute(name, value);
        }
        return RowFact.text(name, OTEL.getOrDefault(name.toLowerCase(Locale.ROOT), name), value);
    }

    /** An attribute of OpenTelemetry: under our name if we have one, else with underscores for whatever no column has. */
    static RowFact attribute(String otelName, String value) {
        // what deployment.environment.name was called until 2024
        String otel = otelName.equals("deployment.environment") ? "deployment.environment.name" : otelName;
        for (Map.Entry<String, String> entry : OTEL.entrySet()) {
            if (entry.getValue().equals(otel)) {
                return RowFact.text(entry.getKey(), otel, value);
            }
        }
        return RowFact.text(column(otel), otel, value);
    }

    static RowFact label(String key, String value) {
        return RowFact.text(LABEL + column(key), "k8s.pod.label." + key, value);
    }

    static RowFact annotation(String key, String value) {
        return RowFact.text(ANNOTATION + column(key), "k8s.pod.annotation." + key, value);
    }

    private static String column(String name) {
        return name.replaceAll("[^A-Za-z0-9_]", "_");
    }
}
