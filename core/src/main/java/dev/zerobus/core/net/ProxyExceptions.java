// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Hosts that are reached without the proxy: a comma-separated list of names (which include all names below them, with or
 * without a leading dot), addresses, {@code *} for all, each with an optional port. Immutable.
 */
final class ProxyExceptions {

    private final List<String> entries;

    private ProxyExceptions(List<String> entries) {
        this.entries = List.copyOf(entries);
    }

    static ProxyExceptions parse(String list) {
        List<String> entries = new ArrayList<>();
        for (String part : list.split("[,\\s]+", -1)) {
            String entry = part.toLowerCase(Locale.ROOT);
            if (!entry.isEmpty()) {
                entries.add(entry.startsWith("*.") ? entry.substring(1) : entry);
            }
        }
        return new ProxyExceptions(entries);
    }

    boolean match(String rawHost, int port) {
        String host = rawHost.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
        for (String entry : entries) {
            if (entry.equals("*") || matchesName(host, entry) || matchesWithPort(host, port, entry)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesWithPort(String host, int port, String entry) {
        String suffix = ":" + port;
        return entry.endsWith(suffix) && matchesName(host, entry.substring(0, entry.length() - suffix.length()));
    }

    private static boolean matchesName(String host, String rawEntry) {
        String entry = rawEntry.replaceAll("^\\[|]$", "");
        String bare = entry.startsWith(".") ? entry.substring(1) : entry;
        return !bare.isEmpty() && (host.equals(bare) || host.endsWith("." + bare));
    }

    @Override
    public String toString() {
        return String.join(",", entries);
    }
}
