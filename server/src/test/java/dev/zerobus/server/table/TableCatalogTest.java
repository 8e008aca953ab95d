// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zerobus.schema.Column;
import dev.zerobus.schema.ColumnType;
import dev.zerobus.schema.CreateTable;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCatalogTest {

    private static final TableSchema ORDERS = CreateTable.parse("""
            CREATE TABLE main.shop.orders (
              id BIGINT NOT NULL, price DECIMAL(18,2), at TIMESTAMP, local TIMESTAMP_NTZ, what VARIANT,
              tags ARRAY<STRING>, attributes MAP<STRING, INT>, place STRUCT<lat: DOUBLE NOT NULL, lon: DOUBLE>,
              deep ARRAY<STRUCT<names: ARRAY<STRING>>>)
            """);

    @TempDir
    Path data;

    @Test
    void findsATableAgainAfterItWasOpenedAnew() throws Exception {
        TableCatalog catalog = TableCatalog.open(data);
        assertThat(catalog.tables()).isEmpty();
        catalog.create(ORDERS);
        assertThat(catalog.find(ORDERS.name())).isEqualTo(ORDERS);
        assertThat(TableCatalog.open(data).tables()).containsExactly(ORDERS);
        assertThat(catalog.location(ORDERS.name())).isEqualTo(data.resolve("tables/main/shop/orders"));
    }

    @Test
    void namesAreFoundInAnyCaseAndTakenInAnyCase() throws Exception {
        TableCatalog catalog = TableCatalog.open(data);
        catalog.create(ORDERS);
        assertThat(catalog.find(TableName.of("MAIN.Shop.ORDERS"))).isEqualTo(ORDERS);
        assertThat(catalog.location(TableName.of("MAIN.Shop.ORDERS")))
                .isEqualTo(data.resolve("tables/main/shop/orders"));
        TableSchema shouting = new TableSchema(TableName.of("MAIN.SHOP.ORDERS"), ORDERS.columns());
        assertThatThrownBy(() -> catalog.create(shouting)).isInstanceOf(TableExistsException.class);
    }

    @Test
    void creatingTwiceFailsAndIfNotExistsKeepsWhatIsThere() throws Exception {
        TableCatalog catalog = TableCatalog.open(data);
        assertThat(catalog.createIfAbsent(ORDERS)).isTrue();
        TableSchema other = CreateTable.parse("CREATE TABLE main.shop.orders (x INT)");
        assertThat(catalog.createIfAbsent(other)).isFalse();
        assertThatThrownBy(() -> catalog.create(other))
                .isInstanceOf(TableExistsException.class)
                .hasMessageContaining("main.shop.orders");
        assertThat(catalog.find(ORDERS.name())).isEqualTo(ORDERS);
    }

    @Test
    void ofConcurrentCreatorsOneWins() throws Exception {
        int creators = 6;
        CyclicBarrier barrier = new CyclicBarrier(creators);
        AtomicInteger created = new AtomicInteger();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < creators; i++) {
            // catalogs of their own, as if in different processes
            TableCatalog catalog = TableCatalog.open(data);
            Thread thread = new Thread(() -> {
                try {
                    barrier.await();
                    created.addAndGet(catalog.createIfAbsent(ORDERS) ? 1 : 0);
                    assertThat(catalog.find(ORDERS.name())).isEqualTo(ORDERS);
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(created).hasValue(1);
        assertThat(data.resolve("tables/main/shop/orders/_delta_log/00000000000000000001.json"))
                .doesNotExist();
    }

    @Test
    void aBrokenTableIsReportedAndStopsNoOther() throws Exception {
        TableCatalog.open(data).create(ORDERS);
        Path shop = data.resolve("tables/main/shop");
        Files.createDirectories(shop.resolve("torn/_delta_log"));
        Files.writeString(shop.resolve("torn/_delta_log/00000000000000000000.json"), "{\"metaData\":{\"id\":");
        Files.createDirectories(shop.resolve("alien"));
        Files.writeString(shop.resolve("alien/notes.txt"), "no table");
        Files.createDirectories(shop.resolve("bad name!"));
        Files.createDirectories(shop.resolve("halfmade/_delta_log"));

        TableCatalog catalog = TableCatalog.open(data);
        assertThat(catalog.tables()).containsExactly(ORDERS);
        assertThat(catalog.broken().stream().map(b -> b.location().getFileName().toString()))
                .containsExactly("alien", "bad name!", "torn");
        assertThat(catalog.broken()).allSatisfy(b -> assertThat(b.reason()).isNotBlank());
        assertThat(catalog.find(TableName.of("main.shop.torn"))).isNull();
        assertThatThrownBy(() -> catalog.create(new TableSchema(TableName.of("main.shop.torn"), ORDERS.columns())))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(TableExistsException.class);
        // what a creation left that did not get far is in nobody's way
        catalog.create(new TableSchema(TableName.of("main.shop.halfmade"), ORDERS.columns()));
    }

    @Test
    void theDataDirectoryMayHaveAnyName() throws Exception {
        Path odd = data.resolve("with space, 100%25 ünï#?&");
        TableCatalog.open(odd).create(ORDERS);
        assertThat(TableCatalog.open(odd).tables()).containsExactly(ORDERS);
    }

    @Test
    void theLogIsToldHowLongToKeepAndWhatReadersNeed() throws Exception {
        TableCatalog.open(data).create(ORDERS);
        assertThat(data.resolve("tables/main/shop/orders/_delta_log/00000000000000000000.json"))
                .content()
                .contains("delta.logRetentionDuration", "delta.checkpointInterval", "timestampNtz", "variantType");
    }

    @Test
    void refusesAColumnThatDeltaCanNotHave() throws Exception {
        TableCatalog catalog = TableCatalog.open(data);
        TableSchema odd = new TableSchema(
                TableName.of("main.shop.odd"), List.of(new Column("a b", ColumnType.of(ColumnType.Kind.INT), true)));
        assertThatThrownBy(() -> catalog.create(odd))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("main.shop.odd");
        assertThat(catalog.tables()).isEmpty();
    }
}
