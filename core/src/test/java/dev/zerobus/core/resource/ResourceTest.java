// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.core.config.ConfigBuilder;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.row.RowFact;
import dev.zerobus.core.row.RowFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceTest {

    private static final String ID = "3f1b0c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f809";
    private static final String UID = "0f2c3d4e-1111-2222-3333-444455556666";

    @TempDir
    Path root;

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final AtomicInteger resolved = new AtomicInteger();
    private final ConfigBuilder config = ZerobusConfig.builder()
            .set("endpoint", "http://localhost:1")
            .set("auth", "none")
            .set("workspace.url", "http://localhost:1")
            .set("table", "a.b.c");

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private RowFacts facts() {
        Surroundings around = new Surroundings(environment, root.toFile(), () -> 4711, () -> {
            resolved.incrementAndGet();
            return "by-resolver";
        });
        return Resource.of(config.build(), around).get();
    }

    private Map<String, String> named() {
        return facts().all().stream()
                .collect(Collectors.toMap(RowFact::name, RowFact::value, (a, b) -> a, LinkedHashMap::new));
    }

    @Test
    void knowsTheHostAndTheProcessWithoutTheResolver() throws IOException {
        file("/etc/hostname", "from-file\n");
        assertThat(named()).containsExactly(Map.entry("host_name", "from-file"), Map.entry("process_id", "4711"));
        file("/proc/sys/kernel/hostname", "from-kernel\n");
        assertThat(named()).containsEntry("host_name", "from-kernel");
        environment.put("HOSTNAME", " from-variable ");
        assertThat(named()).containsEntry("host_name", "from-variable");
        assertThat(resolved).hasValue(0);
    }

    @Test
    void asksTheResolverOnlyWhenNothingElseKnowsTheHost() {
        assertThat(named()).containsEntry("host_name", "by-resolver");
        assertThat(resolved).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12:memory:/docker/" + ID,
                "1:name=systemd:/kubepods/besteffort/pod" + UID + "/" + ID,
                "0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod0f2c3d4e_1111_2222_3333_444455556666.slice/cri-containerd-"
                        + ID + ".scope",
                "0::/system.slice/docker-" + ID + ".scope",
                "0::/machine.slice/libpod-" + ID + ".scope/container"
            })
    void findsTheContainerInCgroups(String line) throws IOException {
        file("/proc/self/cgroup", "3:cpu:/\n" + line + "\n");
        boolean nested = line.endsWith("/container");
        assertThat(named().get("container_id")).isEqualTo(nested ? null : ID);
        if (line.contains("kubepods")) {
            environment.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
            assertThat(named()).containsEntry("k8s_pod_uid", UID);
        }
    }

    @Test
    void findsTheContainerOfFargate() throws IOException {
        file(
                "/proc/self/cgroup",
                "1:cpu:/ecs/55091c13-b8cf-4801-b527-f4601742204d/432624d2150b349fe35ba397284dea78-2917577777\n");
        assertThat(named()).containsEntry("container_id", "432624d2150b349fe35ba397284dea78-2917577777");
    }

    @Test
    void findsTheContainerInMountsButNotThatOfTheSandbox() throws IOException {
        file("/proc/self/cgroup", "0::/\n");
        file(
                "/proc/self/mountinfo",
                "480 456 254:1 /var/lib/containerd/io.containerd.grpc.v1.cri/sandboxes/" + "a".repeat(64)
                        + "/hostname /etc/hostname rw - ext4 /dev/vda1 rw\n");
        assertThat(named()).doesNotContainKey("container_id");
        file(
                "/proc/self/mountinfo",
                "480 456 254:1 /docker/volumes/x /data rw - ext4 /dev/vda1 rw\n"
                        + "481 456 254:1 /var/lib/docker/containers/" + ID
                        + "/hostname /etc/hostname rw - ext4 /dev/vda1 rw\n");
        assertThat(named()).containsEntry("container_id", ID);
        file(
                "/proc/self/mountinfo",
                "481 456 254:1 /var/lib/containers/storage/overlay-containers/" + ID
                        + "/userdata/hostname /etc/hostname rw - ext4 /dev/vda1 rw\n");
        assertThat(named()).containsEntry("container_id", ID);
    }

    @Test
    void knowsThePodByWhatTheKubeletMounts() throws IOException {
        environment.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
        environment.put("HOSTNAME", "shop-7d9f-abcde");
        file("/var/run/secrets/kubernetes.io/serviceaccount/namespace", "payments");
        file(
                "/proc/self/mountinfo",
                "1 2 8:1 /var/lib/kubelet/pods/" + UID + "/etc-hosts /etc/hosts rw - ext4 /dev/sda1 rw\n"
                        + "1 2 8:1 /var/lib/kubelet/pods/" + UID
                        + "/containers/app/1a2b3c4d /dev/termination-log rw - ext4 /dev/sda1 rw\n");
        assertThat(named())
                .containsEntry("k8s_namespace", "payments")
                .containsEntry("k8s_pod", "shop-7d9f-abcde")
                .containsEntry("k8s_pod_uid", UID)
                .containsEntry("k8s_container", "app")
                .doesNotContainKey("k8s_node");
    }

    @Test
    void takesTheCustomaryVariablesOnlyInsideKubernetes() {
        environment.putAll(Map.of(
                "POD_NAME", "pod",
                "POD_NAMESPACE", "ns",
                "POD_UID", "uid",
                "NODE_NAME", "node",
                "CONTAINER_NAME", "c",
                "HOSTNAME", "host"));
        assertThat(named()).containsOnlyKeys("host_name", "process_id");
        environment.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
        assertThat(named())
                .containsEntry("k8s_pod", "pod")
                .containsEntry("k8s_namespace", "ns")
                .containsEntry("k8s_pod_uid", "uid")
                .containsEntry("k8s_node", "node")
                .containsEntry("k8s_container", "c");
    }

    @Test
    void readsTheDownwardApisFiles() throws IOException {
        environment.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
        file("/etc/podinfo/name", "pod-of-file");
        file("/etc/podinfo/namespace", "ns-of-file\n");
        file("/etc/podinfo/uid", "uid-of-file");
        file(
                "/etc/podinfo/labels",
                "app.kubernetes.io/name=\"shop\"\nteam=\"a \\\"b\\\" \\\\ \\u00e9\\x21\\tz\"\nbroken\n=\"x\"\nhalf=\"\n");
        file("/etc/podinfo/annotations", "note=\"n\"\nother=\"o\"");
        Map<String, String> named = named();
        assertThat(named)
                .containsEntry("k8s_pod", "pod-of-file")
                .containsEntry("k8s_namespace", "ns-of-file")
                .containsEntry("k8s_pod_uid", "uid-of-file")
                .containsEntry("k8s_label_app_kubernetes_io_name", "shop")
                .containsEntry("k8s_label_team", "a \"b\" \\ é!\tz");
        assertThat(named.keySet())
                .filteredOn(name -> name.startsWith("k8s_label"))
                .hasSize(2);
        assertThat(named.keySet()).noneMatch(name -> name.startsWith("k8s_annotation"));
        assertThat(facts().find("k8s_label_team").otelName()).isEqualTo("k8s.pod.label.team");

        config.set("resource.labels", "app*").set("resource.annotations", "no*");
        assertThat(named())
                .containsKey("k8s_label_app_kubernetes_io_name")
                .doesNotContainKey("k8s_label_team")
                .containsEntry("k8s_annotation_note", "n")
                .doesNotContainKey("k8s_annotation_other");

        file("/elsewhere/labels", "x=\"1\"");
        config.set("resource.podinfo", "/elsewhere").set("resource.labels", "*");
        assertThat(named()).containsEntry("k8s_label_x", "1").doesNotContainKey("k8s_label_team");
    }

    @Test
    void readsOpenTelemetrysVariables() {
        environment.put(
                "OTEL_RESOURCE_ATTRIBUTES",
                "service.name=other,service.version=1.2%2C3,deployment.environment=prod,team.id=a+b");
        assertThat(named())
                .containsEntry("service_name", "other")
                .containsEntry("service_version", "1.2,3")
                .containsEntry("service_environment", "prod")
                .containsEntry("team_id", "a+b");
        assertThat(facts().find("team.id").name()).isEqualTo("team_id");
        assertThat(facts().find("service_environment").otelName()).isEqualTo("deployment.environment.name");
        environment.put("OTEL_SERVICE_NAME", "mine");
        assertThat(named()).containsEntry("service_name", "mine");
        environment.put("OTEL_RESOURCE_ATTRIBUTES", "a=1,broken");
        assertThat(named()).doesNotContainKey("a").containsEntry("service_name", "mine");
        environment.put("OTEL_RESOURCE_ATTRIBUTES", "a=%zz");
        assertThat(named()).doesNotContainKey("a");
    }

    @Test
    void constantsCountMostThenOptionsThenNamedVariablesThenTheRest() {
        environment.put("OTEL_SERVICE_NAME", "otel");
        environment.put("CELL", "c1");
        environment.put("HOSTNAME", "machine");
        config.set("resource.variables", "service_name=CELL,cell=CELL,none=UNSET,host_name=CELL");
        assertThat(named())
                .containsEntry("service_name", "c1")
                .containsEntry("cell", "c1")
                .containsEntry("host_name", "c1")
                .doesNotContainKey("none");
        config.set("service.name", "option");
        assertThat(named()).containsEntry("service_name", "option");
        config.set("constants", "Service_Name=constant, team=a\\,b, url=http://x");
        assertThat(facts().find("service_name").value()).isEqualTo("constant");
        assertThat(facts().find("service.name").value()).isEqualTo("constant");
        assertThat(named()).containsEntry("team", "a,b").containsEntry("url", "http://x");
    }

    @Test
    void constantsMayHaveTheNamesOfOpenTelemetry() {
        config.set("constants", "service.name=till,team.id=7");
        assertThat(named()).containsEntry("service_name", "till").containsEntry("team.id", "7");
        assertThat(facts().find("team.id").otelName()).isEqualTo("team.id");
    }

    @Test
    void looksAtNothingWhenToldSoAndLeavesOutWhatIsExcluded() throws IOException {
        environment.put("HOSTNAME", "machine");
        environment.put("OTEL_SERVICE_NAME", "otel");
        file("/etc/podinfo/labels", "a=\"1\"");
        config.set("constants", "process_id=own").set("resource.exclude", "process_id,k8s_label_*");
        assertThat(named())
                .containsExactly(
                        Map.entry("process_id", "own"),
                        Map.entry("service_name", "otel"),
                        Map.entry("host_name", "machine"));
        config.set("resource.detect", "false");
        assertThat(named()).containsExactly(Map.entry("process_id", "own"));
        assertThat(resolved).hasValue(0);
    }

    @Test
    void boundsTheirNumberAndSize() throws IOException {
        file(
                "/etc/podinfo/labels",
                "long=\"" + "x".repeat(RowFacts.MAX_VALUE_BYTES + 1) + "\"\nwide=\""
                        + "é".repeat(RowFacts.MAX_VALUE_BYTES)
                        + "\"\n"
                        + IntStream.range(0, 100)
                                .mapToObj(i -> "l" + i + "=\"" + i + "\"")
                                .collect(Collectors.joining("\n")));
        RowFacts facts = facts();
        assertThat(facts.all()).hasSize(RowFacts.MAX_FACTS);
        assertThat(facts.find("host_name")).isNotNull();
        assertThat(facts.leftOut())
                .contains("k8s_label_long", "k8s_label_wide", "k8s_label_l99")
                .hasSize(2 + 100 - 62);
    }

    @Test
    void survivesSurroundingsThatThrow() {
        Surroundings hostile = new Surroundings(
                Map.of("HOSTNAME", "h"),
                root.toFile(),
                () -> {
                    throw new IllegalStateException("no process");
                },
                () -> null);
        assertThat(Resource.of(config.build(), hostile).get().all().toString())
                .isEqualTo("[host_name=h, resource_error=java.lang.IllegalStateException]");
    }

    @Test
    void looksOnceAndNotBeforeItIsAsked() {
        AtomicInteger looks = new AtomicInteger();
        Resource resource = Resource.of(
                config.build(), new Surroundings(environment, root.toFile(), looks::incrementAndGet, () -> null));
        assertThat(looks).hasValue(0);
        assertThat(resource.get()).isSameAs(resource.get());
        assertThat(looks).hasValue(1);
    }

    @Test
    void knowsThisMachineAndThisProcess() {
        RowFacts here = Resource.of(config.build()).get();
        assertThat(here.find("process_id").value())
                .isEqualTo(Long.toString(ProcessHandle.current().pid()));
        assertThat(here.find("host_name").value()).isNotBlank();
        assertThat(HostName.fromResolver()).isNotEqualTo("");
    }
}
