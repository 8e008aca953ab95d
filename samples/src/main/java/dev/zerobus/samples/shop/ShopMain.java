// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/**
 * Opens the shop, closes it when it reads the line {@code close}, and waits for SIGTERM. On closing it says how many events
 * there were.
 */
public final class ShopMain {

    private ShopMain() {}

    /**
     * Runs the shop.
     *
     * @param args events per second
     * @throws InterruptedException never, for nobody interrupts this thread
     * @throws IOException if standard input breaks
     */
    public static void main(String[] args) throws InterruptedException, IOException {
        Shop shop = new Shop(Integer.parseInt(args[0]));
        shop.open();
        System.out.println("open");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("close")) {
                shop.close();
                System.out.println("logged events " + shop.events());
                System.out.println("logged logs " + shop.logs());
                System.out.println("closed");
                System.out.flush();
            }
        }
        new CountDownLatch(1).await();
    }
}
