// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server;

import dev.zerobus.schema.TableSchema;
import java.util.List;

/** What a person wants to know when the server has started. Stateless. */
final class Banner {

    /** More tables than this are counted, not listed. */
    private static final int MAX_LISTED = 10;

    private Banner() {}

    static String of(ZerobusServer server, String auth) {
        StringBuilder text = new StringBuilder(512);
        line(text, "Zerobus server", "ready for clients");
        line(text, "  server endpoint", server.grpcUri() + "   (gRPC)");
        line(text, "  workspace URL", server.httpUri() + "   (OAuth tokens, Unity Catalog)");
        line(
                text,
                "  authentication",
                auth.equals("none")
                        ? "none: everybody on this machine may write; any client id and secret will do"
                        : "service principals of " + auth);
        if (server.certificateFile() != null) {
            line(text, "  trust", String.valueOf(server.certificateFile()));
        }
        line(text, "  data", server.data().toString());
        tables(text, server.tables(), server);
        return text.toString();
    }

    private static void tables(StringBuilder text, List<TableSchema> tables, ZerobusServer server) {
        if (tables.isEmpty()) {
            line(
                    text,
                    "  tables",
                    "none yet; create one: create-table --data " + server.data()
                            + " \"CREATE TABLE main.shop.orders (order_id BIGINT, note STRING)\"");
        }
        for (int i = 0; i < Math.min(MAX_LISTED, tables.size()); i++) {
            TableSchema table = tables.get(i);
            line(
                    text,
                    i == 0 ? "  tables" : "",
                    table.name() + " (" + table.columns().size() + " columns)");
        }
        if (tables.size() > MAX_LISTED) {
            line(text, "", "and " + (tables.size() - MAX_LISTED) + " more");
        }
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format("%-18s %s%n", name, value));
    }
}
