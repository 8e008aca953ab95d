// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.schema;

/** Writes the statement of a ready-made table, with its columns in a table of their own. Owned by one thread. */
final class ReadySql {

    private final StringBuilder out = new StringBuilder("CREATE TABLE IF NOT EXISTS ");
    private String separator = " (\n";

    ReadySql(TableName name) {
        out.append(quoted(name.catalog()))
                .append('.')
                .append(quoted(name.schema()))
                .append('.')
                .append(quoted(name.table()));
    }

    /** A name that begins with a digit needs backticks. */
    private static String quoted(String part) {
        return part.matches("[A-Za-z_][A-Za-z0-9_]*") ? part : '`' + part + '`';
    }

    ReadySql column(String name, String type, String comment) {
        out.append(separator).append("  ").append(name).append(' ').append(type);
        out.append(" COMMENT '").append(comment).append('\'');
        separator = ",\n";
        return this;
    }

    /** Facts of the process and where it runs, which rows get from the client and not from their event. */
    ReadySql facts() {
        return column("service_name", "STRING", "Application: its name")
                .column("service_version", "STRING", "Application: its version")
                .column("service_environment", "STRING", "Application: where it is deployed, such as production")
                .column("host_name", "STRING", "Name of the machine or pod")
                .column("process_id", "BIGINT", "Process id")
                .column("container_id", "STRING", "Container id")
                .column("k8s_namespace", "STRING", "Kubernetes: namespace of the pod")
                .column("k8s_pod", "STRING", "Kubernetes: name of the pod")
                .column("k8s_pod_uid", "STRING", "Kubernetes: uid of the pod")
                .column("k8s_node", "STRING", "Kubernetes: node that the pod runs on")
                .column("k8s_container", "STRING", "Kubernetes: container in the pod");
    }

    /** Who sent a row, and which of its rows it is. */
    ReadySql identity() {
        return column(
                        "producer_id",
                        "STRING",
                        "One start of one process; with seq it tells duplicates of a resend apart")
                .column("seq", "BIGINT", "Number of the row within its producer, without gaps: a gap is a lost row");
    }

    String end(String clusterBy, String comment, String properties) {
        out.append("\n)\nUSING DELTA\nCLUSTER BY (").append(clusterBy).append(")\nCOMMENT '");
        out.append(comment).append('\'');
        if (!properties.isEmpty()) {
            out.append("\nTBLPROPERTIES (").append(properties).append(')');
        }
        return out.toString();
    }
}
