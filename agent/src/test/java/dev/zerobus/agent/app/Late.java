// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import dev.zerobus.api.Events;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** An application that emits an event for each line that it reads, and says whether it was accepted. */
public final class Late {

    private Late() {}

    public static void main(String[] args) throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        int n = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(line + " " + Events.emit("late", "n", n++, "note", line));
        }
    }
}
