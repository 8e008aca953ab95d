// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import dev.zerobus.server.auth.AccessControl;
import dev.zerobus.server.auth.Decision;
import java.io.IOException;

/**
 * {@code GET /api/2.1/unity-catalog/tables/{catalog.schema.table}} with the fields, codes and messages of Unity Catalog's
 * answer (public REST interface).
 */
final class TablesHandler implements HttpHandler {

    static final String PATH = "/api/2.1/unity-catalog/tables/";

    private final AccessControl access;
    private final TableDirectory tables;

    TablesHandler(AccessControl access, TableDirectory tables) {
        this.access = access;
        this.tables = tables;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        answer(exchange).send(exchange);
    }

    private Answer answer(HttpExchange exchange) {
        String path = String.valueOf(exchange.getRequestURI().getPath());
        String fullName = path.startsWith(PATH) ? path.substring(PATH.length()) : "";
        TableName name;
        try {
            name = TableName.of(fullName);
        } catch (IllegalArgumentException bad) {
            return Answer.error(400, "INVALID_ARGUMENT", "Invalid table name: " + fullName);
        }
        Decision decision = access.metadata(exchange.getRequestHeaders().getFirst("Authorization"), name);
        return switch (decision.outcome()) {
            case UNAUTHENTICATED -> {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
                yield Answer.error(401, "UNAUTHENTICATED", decision.message());
            }
            case PERMISSION_DENIED -> Answer.error(403, "PERMISSION_DENIED", decision.message());
            case ALLOWED -> found(name);
        };
    }

    private Answer found(TableName name) {
        TableSchema table = tables.find(name);
        if (table == null) {
            return Answer.error(404, "TABLE_NOT_FOUND", "Table not found: " + name.fullName());
        }
        return Answer.of(200, TableInfo.of(table, tables.location(name)));
    }
}
