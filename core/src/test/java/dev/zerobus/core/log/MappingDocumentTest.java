// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zerobus.proto.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of fields in {@code docs/logs.md} is what a log event with everything has. */
class MappingDocumentTest {

    /** What the parts of an event are called as fields, see decision 0002. */
    private static final Map<String, String> PARTS = Map.ofEntries(
            Map.entry("name", "event_name"),
            Map.entry("time_micros", "time"),
            Map.entry("observed_time_micros", "observed_time"),
            Map.entry("source", "logger"),
            Map.entry("type", "error_type"),
            Map.entry("message", "error_message"));

    @Test
    void theDocumentedFieldsAreThoseOfAnEvent() throws IOException {
        LoggedEvents log = new LoggedEvents("log.arguments", "true", "log.location", "true");
        log.door.take("everything", MappingDocumentTest::everything);

        Set<String> written = new TreeSet<>(log.fields().keySet());
        Event event = log.event();
        event.getAllFields().keySet().stream()
                .map(field -> field.getName())
                .filter(name -> !name.equals("fields") && !name.equals("failure"))
                .map(name -> name.equals("message") ? name : PARTS.getOrDefault(name, name))
                .forEach(written::add);
        event.getFailure().getAllFields().keySet().stream()
                .map(field -> PARTS.getOrDefault(field.getName(), field.getName()))
                .forEach(written::add);

        assertThat(documented()).isEqualTo(written);
    }

    private static void everything(String text, LogWriter out) {
        out.time(1);
        out.observedNow();
        out.level("INFO", 9);
        out.logger("logger");
        out.thread("thread", 1);
        out.message(text);
        out.template(text);
        out.argument(1);
        out.context("trace_id", "1");
        out.context("span_id", "1");
        out.contextStack(List.of("a"));
        out.marker("M");
        out.failure(new Exception("why"));
        out.location("a.B", "c", "B.java", 1);
    }

    private static Set<String> documented() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "logs.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .flatMap(cell -> Pattern.compile("`(\\w+)`").matcher(cell).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
