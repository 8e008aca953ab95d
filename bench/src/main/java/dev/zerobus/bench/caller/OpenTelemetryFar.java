// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.caller;

import io.opentelemetry.instrumentation.log4j.appender.v2_17.OpenTelemetryAppender;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** OpenTelemetry's SDK as it comes: a batching processor, and an exporter that reads the records and forgets them. */
final class OpenTelemetryFar implements Far {

    private final LongAdder count = new LongAdder();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setLoggerProvider(SdkLoggerProvider.builder()
                    .addLogRecordProcessor(
                            BatchLogRecordProcessor.builder(new Reader()).build())
                    .build())
            .build();

    /** Its Log4j2 appender, told to take what ours takes; made here so that only its cells load the library. */
    static Subject log4j2() {
        OpenTelemetryFar far = new OpenTelemetryFar();
        OpenTelemetryAppender appender = OpenTelemetryAppender.builder()
                .setName("opentelemetry")
                .setContextDataAttributesIncluded("*")
                .setCaptureExperimentalAttributes(true)
                .setOpenTelemetry(far.sdk)
                .build();
        return new Log4j2Subject(appender, far);
    }

    /** Its Logback appender, likewise. */
    static Subject logback() {
        OpenTelemetryFar far = new OpenTelemetryFar();
        var appender = new io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender();
        appender.setName("opentelemetry");
        appender.setMdcAttributesIncluded("*");
        appender.setCaptureExperimentalAttributes(true);
        appender.setOpenTelemetry(far.sdk);
        return new LogbackSubject(appender, far);
    }

    @Override
    public long delivered() {
        return count.sum();
    }

    @Override
    public void flush() {
        sdk.getSdkLoggerProvider().forceFlush().join(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        sdk.close();
    }

    /** Reads and counts. */
    private final class Reader implements LogRecordExporter {

        @Override
        public CompletableResultCode export(Collection<LogRecordData> logs) {
            for (LogRecordData record : logs) {
                long sum =
                        record.getTimestampEpochNanos() + record.getAttributes().size();
                var body = record.getBodyValue();
                Seen.take(body == null ? sum : sum + body.asString().length());
            }
            count.add(logs.size());
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
