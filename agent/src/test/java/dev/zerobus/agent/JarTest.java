// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.agent.testing.ClassReferences;
import dev.zerobus.core.ZerobusClient;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Test;

/** What is in the agent's jar. */
class JarTest {

    @Test
    void onlyTheLauncherAndTheBridgeAreVisible() throws IOException {
        try (JarFile jar = new JarFile(AgentApp.agentJar().toFile())) {
            List<String> names = names(jar);
            assertThat(names).contains("dev/zerobus/agent/Launcher.class", "dev/zerobus/agent/Bridge.class");
            assertThat(names.stream().filter(name -> name.endsWith(".class")))
                    .allMatch(name -> name.matches("dev/zerobus/agent/[A-Za-z$0-9]+\\.class"));
            assertThat(names)
                    .allMatch(name -> name.startsWith("inst/")
                            || name.startsWith("META-INF/third-party/")
                            || name.equals("META-INF/MANIFEST.MF")
                            || name.startsWith("dev/zerobus/agent/"));
            // the JVM looks at each before main
            assertThat(names).hasSizeLessThan(60);
        }
    }

    @Test
    void whatIsVisibleRunsOnJava8() throws IOException {
        try (JarFile jar = new JarFile(AgentApp.agentJar().toFile())) {
            for (String name : names(jar)) {
                if (name.endsWith(".class")) {
                    byte[] bytes = read(jar, name);
                    assertThat(bytes[7]).as(name).isEqualTo((byte) 52);
                }
            }
        }
    }

    @Test
    void theManifestNamesTheLauncherAndNoBootClassPath() throws IOException {
        try (JarFile jar = new JarFile(AgentApp.agentJar().toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            for (String name : List.of("Premain-Class", "Agent-Class", "Main-Class")) {
                assertThat(manifest.getValue(name)).isEqualTo(Launcher.class.getName());
            }
            assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
            assertThat(manifest.getValue("Boot-Class-Path")).isNull();
            assertThat(manifest.getValue("Launcher-Agent-Class")).isNull();
            assertThat(manifest.getValue("Zerobus-Agent-Entries")).isEqualTo(Integer.toString(jar.size()));
        }
    }

    @Test
    void allEntriesHaveTheTimeOfTheBuildAndAreInOrder() throws IOException {
        try (JarFile jar = new JarFile(AgentApp.agentJar().toFile())) {
            assertThat(Collections.list(jar.entries()))
                    .extracting(ZipEntry::getTimeLocal)
                    .containsOnly(jar.getEntry("META-INF/MANIFEST.MF").getTimeLocal());
            List<String> names = names(jar);
            assertThat(names.subList(4, names.size())).isSorted();
        }
    }

    @Test
    void theLoaderHasEverythingInside() throws Exception {
        AgentClassLoader loader = new AgentClassLoader(AgentApp.agentJar().toFile());
        Class<?> client = loader.loadClass(ZerobusClient.class.getName());
        assertThat(client.getClassLoader()).isSameAs(loader);
        assertThat(client).isNotSameAs(ZerobusClient.class);
        assertThat(client.getPackage().getName()).isEqualTo("dev.zerobus.core");
        assertThat(client.getProtectionDomain().getCodeSource().getLocation())
                .isEqualTo(AgentApp.agentJar().toUri().toURL());
        assertThat(loader.loadClass("dev.zerobus.agent.Bridge")).isSameAs(Bridge.class);
        assertThat(loader.loadClass("io.grpc.Channel").getClassLoader()).isSameAs(loader);
        assertThat(loader.getResource("io/grpc/Channel.class").openStream()).isNotEmpty();
        assertThat(loader.getResourceAsStream("io/grpc/Channel.class"))
                .hasSameContentAs(loader.getResource("io/grpc/Channel.class").openStream());
        assertThat(Collections.list(loader.getResources("META-INF/services/io.grpc.ManagedChannelProvider")))
                .singleElement()
                .satisfies(url -> assertThat(url.openStream()).isNotEmpty());
        assertThat(loader.getResource("no/such.thing")).isNull();
        assertThat(loader.getResourceAsStream("no/such/Thing.class")).isNull();
        assertThat(JarFile.class).isSameAs(loader.loadClass("java.util.jar.JarFile"));
    }

    @Test
    void librariesLogByTheQuietLoggerAndItHasAllThatTheyCall() throws Exception {
        AgentClassLoader loader = new AgentClassLoader(AgentApp.agentJar().toFile());
        Set<String> missing = new TreeSet<>();
        int references = 0;
        for (ClassReferences library : ClassReferences.ofLibraries()) {
            byte[] inside = loader.getResourceAsStream(library.name() + ".class") == null
                    ? new byte[0]
                    : loader.getResourceAsStream(library.name() + ".class").readAllBytes();
            ClassReferences relocated = inside.length == 0 ? library.empty() : ClassReferences.of(inside);
            assertThat(relocated.members())
                    .as(library.name())
                    .noneMatch(member -> member.startsWith("java/util/logging/"));
            for (String member : relocated.members()) {
                if (member.startsWith("dev/zerobus/agent/quiet/")) {
                    references++;
                    if (!exists(member)) {
                        missing.add(member);
                    }
                }
            }
        }
        assertThat(references).isGreaterThan(50);
        assertThat(missing)
                .as("members of java.util.logging that the quiet logger lacks")
                .isEmpty();
    }

    /** Owner, a dot, the member's name, and a descriptor. */
    private static boolean exists(String member) throws ClassNotFoundException {
        int dot = member.indexOf('.');
        Class<?> owner = Class.forName(member.substring(0, dot).replace('/', '.'));
        String rest = member.substring(dot + 1);
        Stream<String> methods = Stream.concat(
                        Arrays.<Executable>stream(owner.getMethods()), Arrays.stream(owner.getConstructors()))
                .map(JarTest::signature);
        Stream<String> fields =
                Arrays.stream(owner.getFields()).map(f -> f.getName() + Type.getDescriptor(f.getType()));
        return Stream.concat(methods, fields).anyMatch(rest::equals);
    }

    private static String signature(Executable executable) {
        return executable instanceof java.lang.reflect.Method method
                ? method.getName() + Type.getMethodDescriptor(method)
                : "<init>" + Type.getConstructorDescriptor((java.lang.reflect.Constructor<?>) executable);
    }

    @Test
    void nothingInsideRefersToWhatWasLeftOut() throws Exception {
        AgentClassLoader loader = new AgentClassLoader(AgentApp.agentJar().toFile());
        Set<String> wanted = new TreeSet<>();
        for (ClassReferences ours : ClassReferences.ofOurs()) {
            ours.types().stream()
                    .filter(type -> !type.startsWith("java/")
                            && !type.startsWith("ch/qos/logback/")
                            && !type.startsWith("org/apache/logging/log4j/")
                            && !type.startsWith("org/slf4j/")
                            && !type.startsWith("org/jspecify/"))
                    .filter(type -> !type.matches("dev/zerobus/agent/[^/]+") && !type.endsWith("/package-info"))
                    .filter(type -> loader.getResource(type + ".class") == null)
                    .forEach(type -> wanted.add(type + " of " + ours.name()));
        }
        assertThat(wanted).isEmpty();
    }

    private static List<String> names(JarFile jar) {
        return jar.stream().map(ZipEntry::getName).toList();
    }

    private static byte[] read(JarFile jar, String name) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return in.readAllBytes();
        }
    }
}
