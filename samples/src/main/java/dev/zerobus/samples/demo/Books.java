// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What the applications, their clients and the tables say in the end, and whether they agree.
 *
 * @param pages one for each flow
 */
record Books(List<Page> pages) {

    boolean balance() {
        return pages.stream().allMatch(Page::balances);
    }

    /** A table for people. */
    List<String> lines() {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(String.format(
                                Locale.ROOT,
                                "%-30s  %-19s %11s %11s %11s %11s %11s %9s %8s",
                                "door",
                                "table",
                                "raised",
                                "accepted",
                                "acked",
                                "rows",
                                "distinct",
                                "set aside",
                                "dropped")),
                        pages.stream().map(Page::line))
                .toList();
    }

    /** The line for scripts. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "%s {\"accepted\":%d,\"acked\":%d,\"rows\":%d,\"distinct\":%d,\"dropped\":%d,\"table\":%s,\"tables\":{%s}}",
                balance() ? "balanced" : "unbalanced",
                sum(page -> page.client().accepted()),
                sum(page -> page.client().acked()),
                sum(Page::rows),
                sum(Page::distinct),
                sum(page -> page.client().dropped()),
                quoted(pages.get(pages.size() - 1).path()),
                pages.stream().map(Page::json).collect(Collectors.joining(",")));
    }

    private long sum(ToLongFunction<Page> number) {
        return pages.stream().mapToLong(number).sum();
    }

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /**
     * One flow.
     *
     * @param flow which one
     * @param raised how many events the application says that it raised
     * @param client what the client inside the application counted
     * @param rows rows in the table
     * @param distinct different pairs of producer and sequence number among them
     * @param path where the table is
     */
    record Page(Flow flow, long raised, ClientBeans.Numbers client, long rows, long distinct, Path path) {

        boolean balances() {
            return client.known()
                    && client.balanced()
                    && raised == client.accepted() + client.dropped()
                    && client.accepted() == client.acked()
                    && distinct == client.accepted()
                    && rows >= distinct;
        }

        private String line() {
            return String.format(
                    Locale.ROOT,
                    "%-30s  %-19s %,11d %,11d %,11d %,11d %,11d %,9d %,8d",
                    flow.door(),
                    flow.table(),
                    raised,
                    client.accepted(),
                    client.acked(),
                    rows,
                    distinct,
                    client.setAside(),
                    client.dropped());
        }

        private String json() {
            return String.format(
                    Locale.ROOT,
                    "\"%s\":{\"raised\":%d,\"accepted\":%d,\"acked\":%d,\"rows\":%d,\"distinct\":%d,\"dropped\":%d,\"path\":%s}",
                    flow.table(),
                    raised,
                    client.accepted(),
                    client.acked(),
                    rows,
                    distinct,
                    client.dropped(),
                    quoted(path));
        }
    }
}
