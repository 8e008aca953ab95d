// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

/** The options of what rows say about the process and where it runs. */
public final class ResourceOptions {

    /** Constants. */
    public static final Option<NamedValues> CONSTANTS = Option.client(
            "constants",
            new NamedValuesType("name=value separated by commas, such as team=payments,region=eu"),
            null,
            "Values that every row has: in the column of the name, else in `attributes`, unless the event has a field of that name. They count before everything that is found out.");

    /** Whether facts are looked for. */
    public static final Option<Boolean> DETECT = Option.client(
            "resource.detect",
            new BooleanType(),
            "true",
            "Whether rows say where they come from, as far as the process can find it out: host, process, container, Kubernetes, and OpenTelemetry's `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES`. It is looked at with the first event, not at the start, never on the network, and on no thread of the application.");

    /** Facts that are not wanted. */
    public static final Option<KeyPatterns> EXCLUDE = Option.client(
            "resource.exclude",
            new KeyPatternsType("process_id,k8s_label_*"),
            "none",
            "Which of the facts that were found out are left out of rows.");

    /** Variables of the environment that are facts. */
    public static final Option<NamedValues> VARIABLES = Option.client(
            "resource.variables",
            new NamedValuesType("name=VARIABLE separated by commas, such as k8s_pod=MY_POD,cell=CELL_ID"),
            null,
            "Variables of the environment whose values rows have, under the names on the left. They count before what is found out by itself.");

    /** The directory of the downward API. */
    public static final Option<String> PODINFO = Option.client(
            "resource.podinfo",
            new TextType(1_024, "a directory"),
            "/etc/podinfo",
            "Where a Kubernetes volume of the downward API is mounted, if there is one. Its files `labels`, `annotations`, `name`, `namespace` and `uid` are read.");

    /** Which labels are taken. */
    public static final Option<KeyPatterns> LABELS = Option.client(
            "resource.labels",
            new KeyPatternsType("app,team-*"),
            "*",
            "Which labels of the pod are facts. The label `app.kubernetes.io/name` has the name `k8s_label_app_kubernetes_io_name`.");

    /** Which annotations are taken. */
    public static final Option<KeyPatterns> ANNOTATIONS = Option.client(
            "resource.annotations",
            new KeyPatternsType("example.com/*"),
            "none",
            "Which annotations of the pod are facts, as `k8s_annotation_KEY`. None unless set: they can be large.");

    private ResourceOptions() {}
}
