// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zerobus.schema.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DdlFileSchemaSourceTest {

    private static final TableName ORDERS = TableName.of("main.shop.orders");

    @TempDir
    private Path dir;

    private Path write(String name, String sql) throws IOException {
        return Files.writeString(dir.resolve(name), sql);
    }

    @Test
    void findsTheTableInAFileAndReadsItAnewEachTime() throws Exception {
        Path file = write("t.sql", "CREATE TABLE main.shop.items (x INT); CREATE TABLE main.shop.Orders (id BIGINT);");
        DdlFileSchemaSource source = new DdlFileSchemaSource(file);

        assertThat(source.fetch(ORDERS).columns()).hasSize(1);
        write("t.sql", "CREATE TABLE main.shop.orders (id BIGINT, note STRING)");
        assertThat(source.fetch(ORDERS).columns()).hasSize(2);
    }

    @Test
    void findsTheTableInADirectory() throws Exception {
        write("a.sql", "CREATE TABLE main.shop.items (x INT)");
        write("b.sql", "CREATE TABLE main.shop.orders (id BIGINT)");
        write("c.txt", "not SQL");

        assertThat(new DdlFileSchemaSource(dir).fetch(ORDERS).name()).isEqualTo(ORDERS);
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        assertThatThrownBy(() -> new DdlFileSchemaSource(dir).fetch(ORDERS))
                .hasMessageContaining("no statement at all");
        Path file = write("t.sql", "CREATE TABLE main.shop.items (x INT)");
        assertThatThrownBy(() -> new DdlFileSchemaSource(file).fetch(ORDERS))
                .hasMessageContaining("no CREATE TABLE for main.shop.orders")
                .hasMessageContaining("main.shop.items");
        write("t.sql", "CREATE TABLE main.shop.orders (x INT); CREATE TABLE main.shop.orders (y INT)");
        assertThatThrownBy(() -> new DdlFileSchemaSource(file).fetch(ORDERS)).hasMessageContaining("leave one");
        write("t.sql", "CREATE TABLE main.shop.orders (\n  x FOO)");
        assertThatThrownBy(() -> new DdlFileSchemaSource(file).fetch(ORDERS))
                .isInstanceOfSatisfying(
                        SchemaException.class, e -> assertThat(e.retriable()).isFalse())
                .hasMessageContaining("t.sql, line 2, column 5: found 'FOO'");
        Files.write(file, new byte[] {(byte) 0xFF});
        assertThatThrownBy(() -> new DdlFileSchemaSource(file).fetch(ORDERS)).hasMessageContaining("can not be read");
        Files.delete(file);
        assertThatThrownBy(() -> new DdlFileSchemaSource(file).fetch(ORDERS)).hasMessageContaining("check its path");
    }
}
