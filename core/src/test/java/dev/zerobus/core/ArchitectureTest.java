// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may know what, in the modules that land inside applications. */
@AnalyzeClasses(packages = "dev.zerobus", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule THE_API_KNOWS_THE_JDK_AND_NOTHING_ELSE = classes()
            .that()
            .resideInAPackage("dev.zerobus.api..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.zerobus.api..", "java..");

    @ArchTest
    static final ArchRule PROTO_KNOWS_PROTOBUF_AND_GRPC_STUBS_ONLY = classes()
            .that()
            .resideInAnyPackage("dev.zerobus.schema..", "dev.zerobus.proto..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.zerobus.schema..",
                    "dev.zerobus.proto..",
                    "com.google.protobuf..",
                    "com.google.common..",
                    "io.grpc..",
                    "javax.annotation..",
                    "org.jspecify..",
                    "java..");

    @ArchTest
    static final ArchRule CORE_KNOWS_NO_LOGGING_FRAMEWORK_AND_NO_BYTE_BUDDY = noClasses()
            .that()
            .resideInAPackage("dev.zerobus.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.util.logging..",
                    "org.slf4j..",
                    "ch.qos.logback..",
                    "org.apache.logging..",
                    "org.apache.log4j..",
                    "org.apache.commons.logging..",
                    "net.bytebuddy..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.System$Logger");

    @ArchTest
    static final ArchRule CORE_KNOWS_ONLY_WHAT_IT_IS_BUILT_FROM = classes()
            .that()
            .resideInAPackage("dev.zerobus.core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.zerobus.api..",
                    "dev.zerobus.schema..",
                    "dev.zerobus.proto..",
                    "dev.zerobus.core..",
                    "com.google.protobuf..",
                    "com.google.common..",
                    "com.google.rpc..",
                    "com.lmax.disruptor..",
                    "com.fasterxml.jackson.core..",
                    "io.grpc..",
                    "org.jspecify..",
                    "java..",
                    "javax.management..",
                    "javax.net..",
                    "javax.security..");

    @ArchTest
    static final ArchRule GRPC_STAYS_IN_ITS_PACKAGE = noClasses()
            .that(resideInAPackage("dev.zerobus.core..").and(not(resideInAPackage("dev.zerobus.core.stream.."))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.grpc..");

    /** A module beside core (appenders, agent, samples) talks to these packages and to no other one. */
    @ArchTest
    static final ArchRule OTHER_MODULES_USE_THE_DOORS_OF_CORE = noClasses()
            .that(not(resideInAPackage("dev.zerobus.core..")))
            .should()
            .dependOnClassesThat(resideInAPackage("dev.zerobus.core..")
                    .and(not(resideInAnyPackage(
                            "dev.zerobus.core",
                            "dev.zerobus.core.check",
                            "dev.zerobus.core.config",
                            "dev.zerobus.core.dead",
                            "dev.zerobus.core.event",
                            "dev.zerobus.core.log",
                            "dev.zerobus.core.metrics",
                            "dev.zerobus.core.status"))));

    @ArchTest
    static final ArchRule METRICS_AND_STATUS_KNOW_NO_OTHER_PART = noClasses()
            .that()
            .resideInAnyPackage("dev.zerobus.core.metrics..", "dev.zerobus.core.status..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.zerobus.core..")
                    .and(not(resideInAnyPackage("dev.zerobus.core.metrics..", "dev.zerobus.core.status.."))));

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.zerobus.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOBODY_WRITES_TO_STANDARD_OUTPUT_AND_ONLY_STATUS_TO_STANDARD_ERROR = noClasses()
            .that(resideInAPackage("dev.zerobus..")
                    .and(not(resideInAPackage("dev.zerobus.core.status..")))
                    // commands of their own
                    .and(not(simpleName("DeadLetterMain")))
                    .and(not(simpleName("SpillMain"))))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule THREADS_OF_CORE_ARE_MARKED = noClasses()
            .that(resideInAPackage("dev.zerobus.core..").and(not(resideInAPackage("dev.zerobus.core.thread.."))))
            .should()
            .callConstructorWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                            com.tngtech.archunit.core.domain.JavaClass.Predicates.type(Thread.class))));
}
