// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.bench.sdk;

import com.databricks.zerobus.StreamConfigurationOptions;
import com.databricks.zerobus.ZerobusException;
import com.databricks.zerobus.ZerobusProtoStream;
import com.databricks.zerobus.ZerobusSdk;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.sun.management.OperatingSystemMXBean;
import dev.zerobus.bench.Producer;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The service's own SDK in the place of {@code EndToEndClient}: the same words, one more for the rows of a call (1, or a batch),
 * and the same line at the end. Its rows are encoded before the first one is sent, so the SDK does less than ours does.
 *
 * <p>One thread does everything: the SDK's streams are for one thread. The window begins and ends when the last row handed over
 * is acknowledged, so every row that is counted was sent and acknowledged within it. The endpoint comes from
 * {@code ZEROBUS_ENDPOINT}, the table's name from {@code ZEROBUS_TABLE}, the token endpoint from {@code BENCH_TOKENS}.
 */
final class OfficialSdkClient implements AutoCloseable {

    /** The SDK's own default. It counts requests; for batches this is divided by their size. */
    private static final int IN_FLIGHT_ROWS = 50_000;

    private static final int DISTINCT_ROWS = 1_000;
    private static final int OPEN_SECONDS = 30;
    private static final String CREDENTIAL = "bench";

    private final ZerobusSdk sdk;
    private final ZerobusProtoStream stream;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "window");
        thread.setDaemon(true);
        return thread;
    });
    private final int rowsPerCall;
    private volatile boolean running;
    private long lastOffset;

    private OfficialSdkClient(DescriptorProto row, int rowsPerCall) throws Exception {
        this.rowsPerCall = rowsPerCall;
        sdk = new ZerobusSdk(environment("ZEROBUS_ENDPOINT"), environment("BENCH_TOKENS"));
        StreamConfigurationOptions options = StreamConfigurationOptions.builder()
                .setMaxInflightRecords(Math.max(1, IN_FLIGHT_ROWS / rowsPerCall))
                .build();
        stream = sdk.createProtoStream(environment("ZEROBUS_TABLE"), row, CREDENTIAL, CREDENTIAL, options)
                .get(OPEN_SECONDS, TimeUnit.SECONDS);
    }

    public static void main(String[] args) throws Exception {
        if (Integer.parseInt(args[1]) != 1) {
            throw new IllegalArgumentException(
                    "--producers " + args[1] + ": the SDK's streams are for one thread; use 1");
        }
        String result;
        SdkRows rows = new SdkRows(Integer.parseInt(args[0]), DISTINCT_ROWS);
        try (OfficialSdkClient client = new OfficialSdkClient(rows.descriptor(), Integer.parseInt(args[5]))) {
            result = client.run(rows, Integer.parseInt(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[4]));
        }
        System.out.println("result " + result);
    }

    private String run(SdkRows rows, int perSecond, int warmUp, int window) throws Exception {
        Producer<ZerobusException> caller = new Producer<>(call(rows.encoded()), rowsPerCall, perSecond);
        Reading before = after(caller, warmUp);
        caller.measure(true);
        Reading after = after(caller, window);
        return after.since(before, rowsPerCall, rows.bytes())
                + ' '
                + caller.times().inMicros();
    }

    private Producer.Call<ZerobusException> call(List<byte[]> rows) {
        if (rowsPerCall == 1) {
            byte[][] each = rows.toArray(new byte[0][]);
            return number -> lastOffset = stream.ingestRecordOffset(each[(int) (number % DISTINCT_ROWS)]);
        }
        List<List<byte[]>> batches = new ArrayList<>();
        for (int from = 0; from + rowsPerCall <= rows.size(); from += rowsPerCall) {
            batches.add(List.copyOf(rows.subList(from, from + rowsPerCall)));
        }
        return number -> lastOffset = stream.ingestRecordsOffset(batches.get((int) (number % batches.size())))
                .orElseThrow();
    }

    /** Makes calls for so long, and waits until the last row is acknowledged. */
    private Reading after(Producer<ZerobusException> caller, int seconds) throws ZerobusException {
        running = true;
        clock.schedule(() -> running = false, seconds, TimeUnit.SECONDS);
        caller.run(() -> running);
        stream.waitForOffset(lastOffset);
        OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Reading(System.nanoTime(), os.getProcessCpuTime(), caller.calls());
    }

    private static String environment(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }

    @Override
    public void close() throws ZerobusException {
        clock.shutdownNow();
        stream.close();
        sdk.close();
    }

    /** The counters at a moment at which every call's rows are acknowledged. */
    private record Reading(long nanos, long cpuNanos, long calls) {

        /** One line of name=value, read by {@code EndToEnd}. */
        String since(Reading before, int rowsPerCall, double rowBytes) {
            double seconds = (nanos - before.nanos) / 1e9;
            long records = Math.max(1, (calls - before.calls) * rowsPerCall);
            return String.format(
                    Locale.ROOT,
                    "records/s=%.0f MB/s=%.1f row_bytes=%.0f cpu_us/record=%.2f",
                    records / seconds,
                    records * rowBytes / seconds / 1e6,
                    rowBytes,
                    (cpuNanos - before.cpuNanos) / 1e3 / records);
        }
    }
}
