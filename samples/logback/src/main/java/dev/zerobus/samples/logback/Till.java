// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.logback;

import ch.qos.logback.classic.LoggerContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/**
 * The service. It works until SIGTERM, or stops working when it reads the line {@code close} and then waits for SIGTERM. At the
 * end of work it says on standard output how many payments each cashier had, for whoever wants to compare with the table.
 *
 * <p>Words: payments per second of each cashier, cashiers (default 200 and 2).
 */
public final class Till {

    private final List<Cashier> cashiers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private boolean closed;

    private Till(int paymentsPerSecond, int cashierCount) {
        for (int i = 1; i <= cashierCount; i++) {
            Cashier cashier = new Cashier(i, paymentsPerSecond);
            cashiers.add(cashier);
            threads.add(new Thread(cashier, "cashier-" + i));
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
        Till till = new Till(
                args.length > 0 ? Integer.parseInt(args[0]) : 200, args.length > 1 ? Integer.parseInt(args[1]) : 2);
        Runtime.getRuntime().addShutdownHook(new Thread(till::end, "till-end"));
        till.threads.forEach(Thread::start);
        System.out.println("open");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("close")) {
                till.close();
            }
        }
        new CountDownLatch(1).await();
    }

    /** Everybody goes home, then the logging ends, which delivers what is left: Logback has no hook of its own unless it is asked for. */
    private void end() {
        close();
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }

    private synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        cashiers.forEach(Cashier::stop);
        try {
            for (int i = 0; i < threads.size(); i++) {
                threads.get(i).join();
                System.out.println("logged " + (i + 1) + " " + cashiers.get(i).payments());
            }
            System.out.println("closed");
            System.out.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
