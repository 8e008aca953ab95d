// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.log4j2;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.LogManager;

/**
 * The service. It works until SIGTERM, or stops working when it reads the line {@code close} and then waits for SIGTERM. At the
 * end of work it says on standard output how many orders each picker had, for whoever wants to compare with the table.
 *
 * <p>Words: orders per second of each picker, pickers (default 200 and 2).
 */
public final class Warehouse {

    private final List<Picker> pickers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private boolean closed;

    private Warehouse(int ordersPerSecond, int pickerCount) {
        for (int i = 1; i <= pickerCount; i++) {
            Picker picker = new Picker(i, ordersPerSecond);
            pickers.add(picker);
            threads.add(new Thread(picker, "picker-" + i));
        }
    }

    /**
     * Runs the service.
     *
     * @param args see above
     * @throws InterruptedException never, for nobody interrupts this thread
     * @throws IOException if standard input breaks
     */
    public static void main(String[] args) throws InterruptedException, IOException {
        Warehouse warehouse = new Warehouse(
                args.length > 0 ? Integer.parseInt(args[0]) : 200, args.length > 1 ? Integer.parseInt(args[1]) : 2);
        Runtime.getRuntime().addShutdownHook(new Thread(warehouse::end, "warehouse-end"));
        warehouse.threads.forEach(Thread::start);
        System.out.println("open");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("close")) {
                warehouse.close();
            }
        }
        new CountDownLatch(1).await();
    }

    /** Everybody goes home, then the logging ends, which delivers what is left. The order is why log4j2.xml has no hook of its own. */
    private void end() {
        close();
        LogManager.shutdown();
    }

    private synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        pickers.forEach(Picker::stop);
        try {
            for (int i = 0; i < threads.size(); i++) {
                threads.get(i).join();
                System.out.println("logged " + (i + 1) + " " + pickers.get(i).orders());
            }
            System.out.println("closed");
            System.out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
