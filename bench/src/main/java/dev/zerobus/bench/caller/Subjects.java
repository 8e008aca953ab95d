// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * Everything that can be measured, in the order of the tables. Immutable.
 *
 * <p>Lambdas where a method would need a library that most cells do not have: a reference to it would load its class.
 */
@SuppressWarnings("UnnecessaryMethodReference")
final class Subjects {

    private static final String NO_GUEST = "-";

    private static final List<String> NO_EXCEPTIONS = List.of("paced", "saturated");
    private static final List<String> EVERY_MODE = List.of("paced", "saturated", "throwing");

    private static final List<Subjects.Spec> ALL = List.of(
            new Spec("clock", "the clock that times the calls", List.of("paced"), NO_GUEST, ClockAlone::new),
            new Spec(
                    "stack-trace",
                    "floor: the exception's `getStackTrace` alone",
                    List.of("throwing"),
                    NO_GUEST,
                    StackTraceFloor::new),
            new Spec(
                    "encode-fields",
                    "floor: Disruptor, 12 fields encoded by hand",
                    NO_EXCEPTIONS,
                    NO_GUEST,
                    EncodeFloor::fields),
            new Spec("emit", "**`Events.emit`, 12 fields**", EVERY_MODE, NO_GUEST, EmitSubject::new),
            new Spec(
                    "emit-inprocess",
                    "**`Events.emit`, 12 fields**, transport in the process",
                    EVERY_MODE,
                    NO_GUEST,
                    () -> new EmitSubject(new LocalClient("orders.sql"))),
            new Spec(
                    "encode-log",
                    "floor: Disruptor, log event encoded by hand",
                    NO_EXCEPTIONS,
                    NO_GUEST,
                    EncodeFloor::logEvent),
            new Spec(
                    "log4j2-noop",
                    "floor: Log4j2 with an appender that does nothing",
                    EVERY_MODE,
                    NO_GUEST,
                    Log4j2Subject::noop),
            new Spec("log4j2-zerobus", "**Log4j2 with `<Zerobus>`**", EVERY_MODE, NO_GUEST, Log4j2Subject::zerobus),
            new Spec(
                    "log4j2-inprocess",
                    "**Log4j2 with our mapper**, transport in the process",
                    EVERY_MODE,
                    NO_GUEST,
                    Log4j2Subject::inProcess),
            new Spec("log4j2-async", "Log4j2 async loggers", EVERY_MODE, NO_GUEST, Log4j2Subject::asyncLoggers)
                    .with("-Dlog4j2.contextSelector=org.apache.logging.log4j.core.async.AsyncLoggerContextSelector"),
            new Spec(
                    "log4j2-asyncappender", "Log4j2 AsyncAppender", EVERY_MODE, NO_GUEST, Log4j2Subject::asyncAppender),
            new Spec(
                    "log4j2-otel",
                    "OpenTelemetry's Log4j2 appender",
                    EVERY_MODE,
                    "opentelemetry",
                    () -> OpenTelemetryFar.log4j2()),
            new Spec(
                    "logback-noop",
                    "floor: Logback with an appender that does nothing",
                    EVERY_MODE,
                    NO_GUEST,
                    LogbackSubject::noop),
            new Spec(
                    "logback-mdc",
                    "floor: Logback with an appender that only asks for the MDC",
                    EVERY_MODE,
                    NO_GUEST,
                    LogbackSubject::mdcOnly),
            new Spec(
                    "logback-zerobus",
                    "**Logback with `ZerobusAppender`**",
                    EVERY_MODE,
                    NO_GUEST,
                    LogbackSubject::zerobus),
            new Spec(
                    "logback-inprocess",
                    "**Logback with our mapper**, transport in the process",
                    EVERY_MODE,
                    NO_GUEST,
                    LogbackSubject::inProcess),
            new Spec("logback-async", "Logback AsyncAppender", EVERY_MODE, NO_GUEST, LogbackSubject::asyncAppender),
            new Spec(
                    "logback-logstash",
                    "logstash-logback-encoder's async appender",
                    EVERY_MODE,
                    "logstash|jackson",
                    () -> LogstashGuest.logback()),
            new Spec("logback-loki4j", "loki4j", EVERY_MODE, "loki", () -> LokiFar.logback()),
            new Spec(
                    "logback-otel",
                    "OpenTelemetry's Logback appender",
                    EVERY_MODE,
                    "opentelemetry",
                    () -> OpenTelemetryFar.logback()));

    private Subjects() {}

    /**
     * One of them.
     *
     * @param name a word
     * @param title what it is called in tables
     * @param modes in which of them it is measured
     * @param guests a regular expression of the other libraries' jars that it needs
     * @param maker makes it, in the cell
     * @param jvm what its JVM is started with
     */
    record Spec(
            String name, String title, List<String> modes, String guests, Callable<Subject> maker, List<String> jvm) {

        Spec(String name, String title, List<String> modes, String guests, Callable<Subject> maker) {
            this(name, title, modes, guests, maker, List.of());
        }

        Spec with(String... words) {
            return new Spec(name, title, modes, guests, maker, List.of(words));
        }

        Subject make() throws Exception {
            return maker.call();
        }

        /** Whether it is somebody else's library, and no floor. */
        boolean isPeer() {
            return !title.startsWith("**") && !title.startsWith("floor") && !name.equals("clock");
        }

        /** Whether it is a whole client, which wants a sink in another process. */
        boolean delivers() {
            return name.equals("emit") || name.endsWith("-zerobus");
        }
    }

    static List<Spec> all() {
        return ALL;
    }

    static Spec named(String name) {
        return ALL.stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no subject '" + name + "'; there are "
                        + ALL.stream().map(Spec::name).toList()));
    }
}
