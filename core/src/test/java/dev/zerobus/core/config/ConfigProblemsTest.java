// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import static dev.zerobus.core.config.Configs.local;
import static dev.zerobus.core.config.Configs.oneTable;
import static dev.zerobus.core.config.Configs.problems;
import static dev.zerobus.core.config.Configs.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigProblemsTest {

    @TempDir
    Path dir;

    @Test
    void allWrongValuesAreNamedAtOnceWithTheirOrigin() throws Exception {
        Path file = Files.writeString(dir.resolve("app.properties"), "\nzerobus.ring.size = 33MiB\nring.sice = 1MiB\n");
        ConfigBuilder builder = ZerobusConfig.builder()
                .file(file.toFile())
                .systemProperties(properties("zerobus.batch.linger", "5"))
                .environment(Map.of("ZEROBUS_AUTH", "kerberos", "ZEROBUS_TABLE", "orders"));
        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("zerobus.ring.size = '33MiB' (" + file + ":2): this is no power of two;"
                        + " the next ones are 32MiB and 64MiB; right is a size from 64KiB to 1GiB")
                .hasMessageContaining(
                        "there is no option zerobus.ring.sice (" + file + ":3); did you mean zerobus.ring.size?")
                .hasMessageContaining("zerobus.batch.linger = '5' (-Dzerobus.batch.linger): a duration needs a unit")
                .hasMessageContaining("zerobus.auth = 'kerberos' (environment ZEROBUS_AUTH): there is no such choice;"
                        + " right is oauth or none")
                .hasMessageContaining("zerobus.table = 'orders' (environment ZEROBUS_TABLE): this is not a full table")
                .hasMessageContaining("zerobus.endpoint is not set and is required");
    }

    @Test
    void nothingSetSaysWhatIsNeeded() {
        assertThat(problems(ZerobusConfig.builder()))
                .anySatisfy(p -> assertThat(p).contains("zerobus.endpoint", "ZEROBUS_ENDPOINT"))
                .anySatisfy(p -> assertThat(p).contains("zerobus.workspace.url"))
                .anySatisfy(p -> assertThat(p).contains("zerobus.client.id"))
                .anySatisfy(p -> assertThat(p).contains("ZEROBUS_CLIENT_SECRET"))
                .anySatisfy(p -> assertThat(p).contains("no table", "zerobus.table"))
                .hasSize(5);
    }

    @Test
    void theKillSwitchNeedsNothingElseToBeRight() {
        ZerobusConfig config = ZerobusConfig.builder()
                .set("nonsense", "1")
                .environment(Map.of("ZEROBUS_ENABLED", "FALSE", "ZEROBUS_RING_SIZE", "x"))
                .build();
        assertThat(config.enabled()).isFalse();
        assertThat(config.lanes()).isEmpty();
        assertThat(config.toString()).contains("zerobus.enabled = false (environment ZEROBUS_ENABLED)");
        assertThat(problems(oneTable().set("enabled", "maybe")))
                .singleElement()
                .asString()
                .contains("zerobus.enabled");
    }

    @Test
    void foreignKeysAmongPropertiesAndVariablesAreOnlyWarnedAbout() {
        ZerobusConfig config = oneTable()
                .systemProperties(properties("zerobus.tabel", "a.b.c", "other.x", "1"))
                .environment(Map.of("ZEROBUS_HOME", "/opt", "HOME", "/root"))
                .build();
        assertThat(config.warnings())
                .hasSize(2)
                .anySatisfy(w -> assertThat(w).contains("zerobus.tabel", "did you mean zerobus.table?"))
                .anySatisfy(w -> assertThat(w).contains("environment ZEROBUS_HOME"));
    }

    @Test
    void lanesMustHaveTablesNamesAndEventsOfTheirOwn() {
        assertThat(problems(local().set("lanes.a.batch.records", "5")))
                .anySatisfy(p -> assertThat(p).contains("lane a has no table: set zerobus.lanes.a.table"));
        assertThat(problems(oneTable().lane("a", "main.shop.orders", "x")))
                .anySatisfy(p -> assertThat(p).contains("lanes a and default have the same table main.shop.orders"));
        assertThat(problems(oneTable().set("lanes.a.table", "x.y.z")))
                .anySatisfy(p -> assertThat(p).contains("take all events", "zerobus.events"));
        assertThat(problems(oneTable().lane("ä b", "x.y.z", "x")))
                .anySatisfy(p -> assertThat(p).contains("'ä b' can not be a lane's name"));
        assertThat(problems(oneTable().set("lanes.a.endpoint", "https://x")))
                .anySatisfy(p -> assertThat(p).contains("zerobus.endpoint is for the client as a whole"));
        assertThat(problems(oneTable().set("lanes.a.ring.siez", "1MiB")))
                .anySatisfy(p -> assertThat(p).contains("did you mean zerobus.lanes.a.ring.size?"));
        assertThat(problems(oneTable().set("lanes.a", "1MiB")))
                .anySatisfy(p -> assertThat(p).contains("there is no option zerobus.lanes.a "));
        assertThat(problems(local().set("events", "x").lane("a", "x.y.z", "y")))
                .anySatisfy(p -> assertThat(p).contains("zerobus.lanes.NAME.events"));
    }

    @Test
    void theLaneThatTakesAllComesLast() {
        ZerobusConfig config = local().lane("rest", "a.b.rest", "*")
                .lane("b", "a.b.b", "b*")
                .lane("a", "a.b.a", "a*")
                .build();
        assertThat(config.lanes()).extracting(LaneConfig::name).containsExactly("b", "a", "rest");
    }

    @Test
    void whatIsAPartOfTheRingMustFit() {
        assertThat(problems(oneTable().set("ring.size", "1MiB").set("event.max-size", "512KiB")))
                .singleElement()
                .asString()
                .contains("zerobus.event.max-size = '512KiB'", "a quarter", "right is at most 256KiB");
        LaneConfig small = oneTable().set("ring.size", "64KiB").build().lanes().get(0);
        assertThat(small.get(LaneOptions.EVENT_MAX_SIZE)).isEqualTo(16 << 10);
        assertThat(small.get(LaneOptions.BATCH_SIZE)).isEqualTo(32 << 10);
        assertThat(problems(oneTable().set("backoff.min", "1m").set("backoff.max", "1s")))
                .singleElement()
                .asString()
                .contains("zerobus.backoff.min = '1m'", "longer than zerobus.backoff.max = '1s'");
    }

    @Test
    void schemasNeedTheirSource() throws Exception {
        Path ddl = Files.writeString(dir.resolve("t.sql"), "CREATE TABLE a.b.c (x INT)");
        assertThat(problems(oneTable().set("schema.source", "ddl")))
                .singleElement()
                .asString()
                .contains("zerobus.schema.file");
        assertThat(problems(oneTable().set("schema.file", ddl.toString())))
                .singleElement()
                .asString()
                .contains("is not looked at");
        ConfigBuilder noWorkspace = ZerobusConfig.builder()
                .set("endpoint", "http://localhost:1")
                .set("auth", "none")
                .set("table", "a.b.c");
        assertThat(problems(noWorkspace)).singleElement().asString().contains("zerobus.workspace.url", "unity");
        noWorkspace.set("schema.source", "ddl").set("schema.file", ddl.toString());
        assertThat(noWorkspace.build().lanes().get(0).find(LaneOptions.SCHEMA_FILE))
                .isEqualTo(ddl.toFile());
    }

    @Test
    void theStandardSourcesAreThoseOfThisProcess() {
        Properties before = (Properties) System.getProperties().clone();
        try {
            properties(
                            "zerobus.endpoint", "localhost:9",
                            "zerobus.workspace.url", "localhost:8",
                            "zerobus.auth", "none",
                            "zerobus.table", "a.b.c")
                    .forEach((key, value) -> System.setProperty((String) key, (String) value));
            ZerobusConfig config = ZerobusConfig.load();
            assertThat(config.get(ConnectionOptions.ENDPOINT)).hasToString("https://localhost:9");
        } finally {
            System.setProperties(before);
        }
    }
}
