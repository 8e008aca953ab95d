// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.ledger;

import dev.zerobus.core.CloseReport;
import dev.zerobus.core.ZerobusClient;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An application with a whole client and a {@link LedgerLoad}, for a process of its own. It answers each line on its standard
 * input with that line and its {@link Books}, and closes when the input ends; {@code stop} ends the load before. Its client is
 * configured as any other. A program; {@link LedgerProcess} starts it.
 */
public final class LedgerApplication {

    /** What {@link #main} says when the load has been started. */
    static final String EMITTING = "emitting";
    /** What {@link #main} says at its end, before the numbers. */
    static final String CLOSED = "closed";
    /** Ends the load. */
    static final String STOP = "stop";

    private static final Duration TO_CLOSE = Duration.ofMinutes(10);
    private static final int SOMETHING_REMAINED = 4;

    private LedgerApplication() {}

    /**
     * Runs. Exit status 0: everything accepted was durable; 4: something was not.
     *
     * @param args directory of the ledgers; what names of workers begin with; their first number; how many; events a second each
     */
    public static void main(String[] args) throws Exception {
        ZerobusClient client = ZerobusClient.start();
        LedgerLoad load = LedgerLoad.start(
                Path.of(args[0]),
                args[1],
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                Integer.parseInt(args[4]));
        System.out.println(EMITTING);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith(STOP)) {
                load.close();
            }
            System.out.println(line + " " + Books.of(client.snapshot()));
        }
        load.close();
        CloseReport report = client.close(TO_CLOSE);
        System.out.println(CLOSED + " " + Books.of(client.snapshot()) + " " + report);
        if (report.remaining() > 0 || report.spilled() > 0 || !report.finished()) {
            System.exit(SOMETHING_REMAINED);
        }
    }
}
