// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What options change of a log event, behind every door: masks, arguments, and the place in the source. */
abstract class LogOptionsContract extends DoorFixture {

    @Test
    void nothingThatIsToBeMaskedIsInAnyColumn() throws Exception {
        String table = server().freshTable();
        Door app = opened(to(table)
                .with("redact.keys", SecretCall.KEYS)
                .with("redact.patterns", SecretCall.PATTERN)
                .with("redact.mask", SecretCall.MASK)
                .with("log.arguments", "true"));
        app.run(new SecretCall());
        app.end();

        Map<String, @Nullable Object> row = onlyRow(table);
        row.forEach((column, value) ->
                assertThat(String.valueOf(value)).as("column " + column).doesNotContain(SecretCall.SECRETS));
        assertMasked(row);
    }

    /** What is not secret is still there: a row that says nothing hides everything. */
    private void assertMasked(Map<String, @Nullable Object> row) {
        assertThat(row)
                .containsEntry("message", SecretCall.MASKED_MESSAGE)
                .containsEntry("thread_name", "checkout " + SecretCall.MASK)
                .containsEntry("error_message", "no money on " + SecretCall.MASK);
        assertThat((String) row.get("stack_trace"))
                .contains(
                        "java.lang.IllegalStateException: no money on " + SecretCall.MASK,
                        "Caused by: java.lang.RuntimeException: " + SecretCall.MASK + " is closed",
                        "Suppressed: java.lang.RuntimeException: " + SecretCall.MASK + " did not close",
                        SecretCall.class.getName());
        if (features().contains(Feature.TEMPLATE)) {
            assertThat(row).containsEntry("message_template", templateOf(SecretCall.MASKED_TEMPLATE));
            assertThat(row.get("message_arguments"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .startsWith("card " + SecretCall.MASK, "42");
        }
        String attributes = String.valueOf(row.get("attributes"));
        if (features().contains(Feature.CONTEXT)) {
            assertThat(attributes).contains("db_password=" + SecretCall.MASK, "note=about " + SecretCall.MASK);
        }
        if (features().contains(Feature.STACK)) {
            assertThat(row).containsEntry("context_stack", List.of("outer " + SecretCall.MASK));
        }
        if (features().contains(Feature.FIELDS)) {
            assertThat(attributes).contains("authorization=" + SecretCall.MASK, "remark=for " + SecretCall.MASK);
        }
    }

    @Test
    void argumentsAreTakenInOrderWhenTheyAreWanted() throws Exception {
        String table = server().freshTable();
        Door app = opened(to(table).with("log.arguments", "true"));
        app.log(LogCall.of(LogLevel.INFO, "{} of {}, {} and {}", "7.50", 42, null, true));
        app.end();

        Map<String, @Nullable Object> row = onlyRow(table);
        assertThat(row).containsEntry("message", "7.50 of 42, null and true");
        assertThat(row.get("message_arguments")).isEqualTo(List.of("7.50", "42", "null", "true"));
    }

    @Test
    void thePlaceInTheSourceIsThatOfTheCallOrNone() throws Exception {
        String table = server().freshTable();
        Door app = opened(to(table).with("log.location", "true"));
        String caller = app.run(new CallWithPlace());
        app.end();

        Map<String, @Nullable Object> row = onlyRow(table);
        assertThat((String) row.get("message")).endsWith(" " + caller);
        assertThat(row.get("code_function")).isEqualTo(features().contains(Feature.CALLER) ? caller : null);
        if (features().contains(Feature.LINE)) {
            assertThat(row.get("code_file") + ":" + row.get("code_line") + " " + row.get("code_function"))
                    .isEqualTo(row.get("message"));
        } else {
            assertThat(row).containsEntry("code_file", null).containsEntry("code_line", null);
        }
    }

    @Test
    void argumentsAndPlaceAreLeftOutUnlessTheyAreWanted() throws Exception {
        String table = server().freshTable();
        Door app = opened(to(table));
        app.run(new CallWithPlace());
        app.end();

        assertThat(onlyRow(table))
                .containsEntry("message_arguments", null)
                .containsEntry("code_function", null)
                .containsEntry("code_file", null)
                .containsEntry("code_line", null);
    }

    private static Map<String, @Nullable Object> onlyRow(String table) throws Exception {
        List<Map<String, @Nullable Object>> rows = server().awaitRows(table, 1);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }
}
