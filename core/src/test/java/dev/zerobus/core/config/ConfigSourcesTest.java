// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import static dev.zerobus.core.config.Configs.oneTable;
import static dev.zerobus.core.config.Configs.problems;
import static dev.zerobus.core.config.Configs.properties;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSourcesTest {

    @TempDir
    Path dir;

    private File file(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text).toFile();
    }

    @Test
    void eachSourceCountsBeforeTheNextOne() throws IOException {
        ConfigBuilder builder = oneTable().file(file("app.properties", "zerobus.batch.records = 5\n"));
        assertThat(records(builder)).isEqualTo(5);
        builder.environment(Map.of("ZEROBUS_BATCH_RECORDS", "4"));
        assertThat(records(builder)).isEqualTo(4);
        builder.systemProperties(properties("zerobus.batch.records", "3"));
        assertThat(records(builder)).isEqualTo(3);
        builder.agentArguments("batch.records=2");
        assertThat(records(builder)).isEqualTo(2);
        builder.set(LaneOptions.BATCH_RECORDS, 1);
        assertThat(records(builder)).isEqualTo(1);
    }

    private static int records(ConfigBuilder builder) {
        return builder.build().lanes().get(0).get(LaneOptions.BATCH_RECORDS);
    }

    @Test
    void defaultsCountWhenNothingIsSet() {
        LaneConfig lane = oneTable().build().lanes().get(0);
        assertThat(lane.get(LaneOptions.RING_SIZE)).isEqualTo(32 << 20);
        assertThat(lane.name()).isEqualTo("default");
        assertThat(lane.events().all()).isTrue();
        assertThat(lane.find(LaneOptions.INFLIGHT_SIZE)).isNull();
    }

    @Test
    void whatIsSaidForOneLaneCountsBeforeWhatIsSaidForAllWhateverTheSource() throws IOException {
        ZerobusConfig config = oneTable()
                .set("batch.records", "1")
                .file(file("app.properties", "zerobus.lanes.default.batch.records = 9\n"))
                .build();
        assertThat(config.lanes().get(0).get(LaneOptions.BATCH_RECORDS)).isEqualTo(9);
    }

    @Test
    void theFileIsNamedByAPropertyOrAVariable() throws IOException {
        File named = file("z.json", "{\"batch\": {\"records\": 77}}");
        assertThat(records(oneTable().systemProperties(properties("zerobus.config", named.getPath()))))
                .isEqualTo(77);
        assertThat(records(oneTable().environment(Map.of("ZEROBUS_CONFIG", named.getPath()))))
                .isEqualTo(77);
        assertThat(problems(oneTable().environment(Map.of("ZEROBUS_CONFIG", "/no/such/file.json"))))
                .singleElement()
                .asString()
                .contains(
                        "zerobus.config = '/no/such/file.json'", "environment ZEROBUS_CONFIG", "there is no such file");
    }

    @Test
    void jsonIsFlattenedAndListsAreJoined() throws IOException {
        ZerobusConfig config = Configs.local().file(file("a.json", """
                    {"zerobus": {
                      "shutdown.timeout": "3s",
                      "jmx": false,
                      "lanes": {
                        "orders": {"table": "a.b.orders", "events": ["order_*", "payment"]},
                        "audit": {"table": "a.b.audit", "events": ["login"]}
                      }
                    }}
                    """)).build();
        assertThat(config.get(ClientOptions.SHUTDOWN_TIMEOUT)).hasSeconds(3);
        assertThat(config.get(ClientOptions.JMX)).isFalse();
        assertThat(config.lanes()).extracting(LaneConfig::name).containsExactly("orders", "audit");
        assertThat(config.lanes().get(0).events()).hasToString("order_*,payment");
    }

    @Test
    void propertiesMayHaveCommentsContinuationsAndEscapes() throws IOException {
        ZerobusConfig config = Configs.local().file(file("a.properties", """
                    # comment
                    ! another one

                    zerobus.lanes.caf\\u0065.table = a.b.c
                    lanes.cafe.events : one, \\
                        two,\\
                        three
                    """)).build();
        LaneConfig lane = config.lanes().get(0);
        assertThat(lane.name()).isEqualTo("cafe");
        assertThat(lane.events()).hasToString("one,two,three");
        assertThat(config.toString())
                .contains("zerobus.lanes.cafe.events = one,two,three (" + dir.resolve("a.properties") + ":5)");
    }

    @Test
    void brokenFilesAreNamedWithTheLine() throws IOException {
        assertThat(problems(oneTable().file(file("a.json", "{\n\"jmx\": tru\n}"))))
                .anySatisfy(p -> assertThat(p).contains("a.json:2", "not JSON"));
        assertThat(problems(oneTable().file(file("b.json", "{\"jmx\": null, \"ring\": [{}]}"))))
                .anySatisfy(p -> assertThat(p).contains("b.json:1: jmx must be"))
                .anySatisfy(p -> assertThat(p).contains("the list ring must hold texts"));
        assertThat(problems(oneTable().file(file("c.json", "[]"))))
                .anySatisfy(p -> assertThat(p).contains("one JSON object"));
        assertThat(problems(oneTable().file(file("d.json", "{\"jmx\": true, \"jmx\": true}"))))
                .anySatisfy(p -> assertThat(p).contains("Duplicate"));
        assertThat(problems(oneTable().file(file("e.properties", "jmx=true\nzerobus.jmx=false\n"))))
                .anySatisfy(
                        p -> assertThat(p).contains("zerobus.jmx is set twice", "e.properties:1", "e.properties:2"));
        assertThat(problems(oneTable().file(file("f.properties", "jmx=\\uZZZZ\n"))))
                .anySatisfy(p -> assertThat(p).contains("f.properties:1"));
        assertThat(problems(oneTable().file(file("g.yaml", "a: b"))))
                .anySatisfy(p -> assertThat(p).contains(".properties or .json"));
        assertThat(problems(oneTable().file(dir.resolve("none.json").toFile())))
                .anySatisfy(p -> assertThat(p).contains("can not be read"));
        assertThat(problems(oneTable().file(file("h.json", " ".repeat((1 << 20) + 1)))))
                .anySatisfy(p -> assertThat(p).contains("at most 1048576"));
        String deep = "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000);
        assertThat(problems(oneTable().file(file("i.json", deep)))).isNotEmpty();
    }

    @Test
    void variablesNameLanesInLowerCase() {
        ZerobusConfig config = Configs.local()
                .environment(Map.of(
                        "ZEROBUS_LANES_MY_ORDERS_TABLE", "a.b.c",
                        "ZEROBUS_LANES_MY_ORDERS_SCHEMA_SOURCE", "unity",
                        "ZEROBUS_LANES_MY_ORDERS_EVENT_MAX_SIZE", "2KiB",
                        "ZEROBUS_JMX", " "))
                .build();
        LaneConfig lane = config.lanes().get(0);
        assertThat(lane.name()).isEqualTo("my_orders");
        assertThat(lane.get(LaneOptions.EVENT_MAX_SIZE)).isEqualTo(2048);
        assertThat(config.get(ClientOptions.JMX))
                .as("an empty variable is not set")
                .isTrue();
    }

    @Test
    void aVariableReachesALaneThatTheFileSpellsDifferently() throws IOException {
        ZerobusConfig config = Configs.local()
                .file(file("a.properties", "lanes.My-Orders.table = a.b.c\n"))
                .environment(Map.of("ZEROBUS_LANES_MY_ORDERS_BATCH_RECORDS", "7"))
                .build();
        assertThat(config.lanes()).hasSize(1);
        assertThat(config.lanes().get(0).name()).isEqualTo("My-Orders");
        assertThat(config.lanes().get(0).get(LaneOptions.BATCH_RECORDS)).isEqualTo(7);
    }

    @Test
    void agentArgumentsMayHaveCommasInAValue() {
        ZerobusConfig config = Configs.local()
                .agentArguments("lanes.a.table=x.y.z,lanes.a.events=one,two*,jmx=false")
                .build();
        assertThat(config.lanes().get(0).events()).hasToString("one,two*");
        assertThat(config.get(ClientOptions.JMX)).isFalse();
        assertThat(problems(oneTable().agentArguments("nonsense,jmx=false")))
                .singleElement()
                .asString()
                .contains("nonsense");
        assertThat(oneTable().agentArguments("").build().lanes()).hasSize(1);
        assertThat(oneTable().agentArguments(null).build().lanes()).hasSize(1);
    }
}
