// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.net;

import java.util.Locale;

/** Which hosts are this machine, by their name alone: nothing is looked up. */
public final class Loopback {

    private Loopback() {}

    /**
     * Tells whether a host is this machine.
     *
     * @param host a name or an address, IPv6 with or without brackets
     * @return true for {@code localhost}, names below it, {@code 127.x.x.x} and {@code ::1}
     */
    public static boolean is(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("::1")
                || name.equals("[::1]")
                || name.matches("127(\\.\\d{1,3}){3}");
    }
}
