// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The sentences of docs/architecture.md about who may know whom, for all modules together. */
final class HouseTest {

    private static final String[] LOGGING = {
        "org.slf4j..", "ch.qos.logback..", "org.apache.logging.log4j..", "java.util.logging.."
    };

    private final JavaClasses ours = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.zerobus");

    @Test
    void theApiKnowsOnlyTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.zerobus.api..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.zerobus.api..")
                .check(ours);
    }

    @Test
    void theSchemaKnowsOnlyProtobuf() {
        classes()
                .that()
                .resideInAPackage("dev.zerobus.schema..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.zerobus.schema..", "com.google.protobuf..", "org.jspecify..")
                .check(ours);
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
                .check(ours);
    }

    @Test
    void theServerKnowsNothingOfTheClient() {
        noClasses()
                .that()
                .resideInAPackage("dev.zerobus.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.zerobus.core..", "dev.zerobus.api..")
                .check(ours);
    }

    @Test
    void nothingKnowsTheSamples() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.zerobus.samples..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.zerobus.samples..")
                .check(ours);
    }
}
