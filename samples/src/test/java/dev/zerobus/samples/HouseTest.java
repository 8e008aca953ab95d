// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The sentences of docs/architecture.md about who may know whom, for all modules together. */
@Tag("long")
final class HouseTest {

    private static final String[] LOGGING = {
        "org.slf4j..", "ch.qos.logback..", "org.apache.logging.log4j..", "java.util.logging.."
    };

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    /** Of each module what it compiles, also of those that are on no class path here; read once for all tests. */
    private static final JavaClasses OURS = new ClassFileImporter()
            .importPaths(Stream.of(
                            "api",
                            "proto",
                            "core",
                            "appender-log4j2",
                            "appender-logback",
                            "agent",
                            "server",
                            "testkit",
                            "samples")
                    .map(module -> ROOT.resolve(module).resolve("target/classes"))
                    .toList());

    @Test
    void everyModuleIsLookedAt() {
        for (String module : List.of("api", "core", "log4j2", "logback", "agent", "server", "testkit", "samples")) {
            assertThat(OURS.stream().filter(type -> type.getPackageName().startsWith("dev.zerobus." + module)))
                    .as(module)
                    .isNotEmpty();
        }
    }

    @Test
    void theApiKnowsOnlyTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.zerobus.api..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.zerobus.api..")
                .check(OURS);
    }

    @Test
    void theSchemaKnowsOnlyProtobuf() {
        classes()
                .that()
                .resideInAPackage("dev.zerobus.schema..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.zerobus.schema..", "com.google.protobuf..", "org.jspecify..")
                .check(OURS);
    }

    @Test
    void whatLivesInsideAnApplicationKnowsNoLoggingFrameworkAndNoServer() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.zerobus.api..", "dev.zerobus.schema..", "dev.zerobus.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(LOGGING)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("net.bytebuddy..", "dev.zerobus.server..", "io.grpc.netty..")
                .check(OURS);
    }

    @Test
    void theServerKnowsNothingOfTheClient() {
        noClasses()
                .that()
                .resideInAPackage("dev.zerobus.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.zerobus.core..", "dev.zerobus.api..")
                .check(OURS);
    }

    @Test
    void faultsKnowNothingOfThePartsTheyHappenTo() {
        classes()
                .that()
                .resideInAPackage("dev.zerobus.server.fault..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "dev.zerobus.server.fault..",
                        "dev.zerobus.schema..",
                        "com.google.protobuf..",
                        "com.fasterxml.jackson.core..",
                        "io.grpc..",
                        "org.jspecify..")
                .check(OURS);
    }

    @Test
    void anAppenderKnowsTheCoreAndItsFrameworkOnly() {
        knowsOnly("dev.zerobus.log4j2..", "dev.zerobus.core..", "org.apache.logging.log4j..");
        knowsOnly("dev.zerobus.logback..", "dev.zerobus.core..", "ch.qos.logback..", "org.slf4j..");
    }

    private void knowsOnly(String appender, String... others) {
        classes()
                .that()
                .resideInAPackage(appender)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(others)
                        .or(resideInAnyPackage("java..", "javax.management..", "org.jspecify..", appender)))
                .check(OURS);
    }

    @Test
    void theAgentKnowsTheDoorsAndByteBuddyButNoServer() {
        noClasses()
                .that()
                .resideInAPackage("dev.zerobus.agent..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.zerobus.server..", "dev.zerobus.testkit..", "io.grpc.netty..", "org.junit..", "com.lmax..")
                .check(OURS);
    }

    @Test
    void theShopOfTheDemoKnowsOnlyTheApi() {
        classes()
                .that()
                .resideInAPackage("dev.zerobus.samples.shop..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.zerobus.api..", "dev.zerobus.samples.shop..", "org.jspecify..")
                .check(OURS);
    }

    @Test
    void nothingKnowsTheTestkit() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.zerobus.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.zerobus.testkit..")
                .check(OURS);
    }

    @Test
    void nothingKnowsTheSamples() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.zerobus.samples..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.zerobus.samples..")
                .check(OURS);
    }
}
