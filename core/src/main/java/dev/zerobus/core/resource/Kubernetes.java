// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.resource;

import dev.zerobus.core.row.RowFact;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which pod this is: by the variables that deployments usually give it, by the volume of the downward API, and by
 * what Kubernetes puts into every pod. The variables' names are common ones ({@code NODE_NAME} is Jenkins' too), so they count
 * only where Kubernetes is seen. Stateless.
 */
final class Kubernetes {

    private static final String NAMESPACE_FILE = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

    private Kubernetes() {}

    static List<RowFact> find(Surroundings around, Container container, String podInfo) {
        List<RowFact> facts = new ArrayList<>();
        String namespace = around.line(NAMESPACE_FILE);
        if (around.variable("KUBERNETES_SERVICE_HOST") == null && namespace == null) {
            return facts;
        }
        add(
                facts,
                FactNames.K8S_NAMESPACE,
                around.variable(
                        "POD_NAMESPACE",
                        "K8S_NAMESPACE",
                        "K8S_POD_NAMESPACE",
                        "MY_POD_NAMESPACE",
                        "KUBERNETES_NAMESPACE"),
                around.line(podInfo + "/namespace"),
                namespace);
        add(
                facts,
                FactNames.K8S_POD,
                around.variable("POD_NAME", "K8S_POD_NAME", "MY_POD_NAME", "KUBERNETES_POD_NAME"),
                around.line(podInfo + "/name"),
                around.variable("HOSTNAME"));
        add(
                facts,
                FactNames.K8S_POD_UID,
                around.variable("POD_UID", "K8S_POD_UID", "MY_POD_UID", "KUBERNETES_POD_UID"),
                around.line(podInfo + "/uid"),
                container.podUid);
        add(
                facts,
                FactNames.K8S_NODE,
                around.variable("NODE_NAME", "K8S_NODE_NAME", "MY_NODE_NAME", "KUBERNETES_NODE_NAME"));
        add(
                facts,
                FactNames.K8S_CONTAINER,
                around.variable("CONTAINER_NAME", "K8S_CONTAINER_NAME", "KUBERNETES_CONTAINER_NAME"),
                container.name);
        return facts;
    }

    private static void add(List<RowFact> facts, String name, @Nullable String... candidates) {
        for (String value : candidates) {
            if (value != null) {
                facts.add(FactNames.named(name, value));
                return;
            }
        }
    }
}
