// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.check;

import dev.zerobus.core.check.CheckStep.Part;
import dev.zerobus.core.config.AuthMode;
import dev.zerobus.core.config.ConnectionOptions;
import dev.zerobus.core.config.LaneConfig;
import dev.zerobus.core.config.LaneOptions;
import dev.zerobus.core.config.SchemaOrigin;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.connect.Connections;
import dev.zerobus.core.resource.Resource;
import dev.zerobus.core.row.PlanReport;
import dev.zerobus.core.row.RowPlan;
import dev.zerobus.core.row.UnknownFields;
import dev.zerobus.core.schema.SchemaException;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The steps of one lane: grants, table, columns, stream. Owned by the calling thread, used once. */
final class LaneCheck {

    private static final int SHOWN_NAMES = 20;

    private final CheckRun run;
    private final Connections connections;
    private final ZerobusConfig config;
    private final LaneConfig lane;
    private final TableName table;
    private final String subject;
    /** What a step on its own thread has found for the next one. */
    private final AtomicReference<@Nullable TableSchema> schema = new AtomicReference<>();

    private final AtomicReference<@Nullable RowPlan> plan = new AtomicReference<>();

    LaneCheck(CheckRun run, Connections connections, ZerobusConfig config, LaneConfig lane) {
        this.run = run;
        this.connections = connections;
        this.config = config;
        this.lane = lane;
        this.table = lane.table();
        this.subject = config.lanes().size() == 1 ? "" : lane.name();
    }

    void run(boolean endpoint, boolean token) {
        boolean grants = token && grants();
        boolean fromFile = lane.get(LaneOptions.SCHEMA_SOURCE) == SchemaOrigin.DDL;
        boolean known = (token || fromFile) && run.step(Part.TABLE, subject, this::table);
        if (!known && !token && !fromFile) {
            run.skip(Part.TABLE, subject, "there is no token");
        }
        if (known) {
            run.step(Part.SCHEMA, subject, this::columns);
        } else {
            run.skip(Part.SCHEMA, subject, "the columns of " + table + " are not known");
        }
        // a mapping that does not fit is worth a failure, and no reason not to try the rest
        if (endpoint && grants && plan.get() != null) {
            run.step(Part.STREAM, subject, this::stream);
        } else {
            run.skip(Part.STREAM, subject, "a step before has failed");
        }
    }

    private boolean grants() {
        if (config.get(ConnectionOptions.AUTH) == AuthMode.NONE) {
            run.skip(Part.GRANTS, subject, ConnectionOptions.AUTH + " = none: opening the stream will tell");
            return true;
        }
        return run.step(Part.GRANTS, subject, () -> new TokenCheck(config, connections.tokens()).stream(table));
    }

    private Finding table() {
        try {
            TableSchema found = connections.schemas(lane).fetch(table);
            schema.set(found);
            return Finding.ok(table + " has " + found.columns().size() + " columns, says "
                    + (lane.get(LaneOptions.SCHEMA_SOURCE) == SchemaOrigin.DDL
                            ? "the file " + lane.find(LaneOptions.SCHEMA_FILE)
                            : "Unity Catalog"));
        } catch (SchemaException e) {
            String text = String.valueOf(e.getMessage());
            String problem = text.endsWith(": " + e.advice())
                    ? text.substring(0, text.length() - e.advice().length() - 2)
                    : text;
            return Finding.failed(problem, e.advice());
        }
    }

    private Finding columns() {
        TableSchema found = schema.get();
        if (found == null) {
            return Finding.failed("the columns of " + table + " are not known", "look at the step before");
        }
        RowPlan compiled;
        try {
            compiled = RowPlan.compile(
                    found,
                    RowPlan.DEFAULT_MAX_ROW_BYTES,
                    UnknownFields.IGNORED,
                    Resource.of(config).extras(lane).get());
        } catch (IllegalArgumentException e) {
            return Finding.failed(String.valueOf(e.getMessage()), "change the column's type");
        }
        plan.set(compiled);
        return described(compiled.report());
    }

    private Finding described(PlanReport report) {
        StringBuilder text = new StringBuilder("filled by itself: " + shown(report.filled()));
        if (!report.onlyByFields().isEmpty()) {
            text.append("; only by fields of these names: ").append(shown(report.onlyByFields()));
            if (report.onlyByFields().contains("service_name")) {
                text.append(" (").append(ConnectionOptions.SERVICE_NAME).append(" would fill service_name)");
            }
        }
        text.append(report.catchAll() ? "; in attributes: " : "; no column, and no column attributes, so left out: ")
                .append(shown(report.homeless()));
        if (!report.notes().isEmpty()) {
            return Finding.failed(
                    String.join("; ", report.notes()),
                    "correct " + LaneOptions.COLUMNS + " or the table; events arrive, but not as you meant");
        }
        if (!report.requiredByFields().isEmpty()) {
            return Finding.warn(
                    "NOT NULL, and filled only by fields of these names: " + shown(report.requiredByFields())
                            + "; an event without one is set aside; " + text,
                    "let every event have them, map them by " + LaneOptions.COLUMNS + ", or drop NOT NULL");
        }
        return Finding.ok(text.toString());
    }

    private static String shown(List<String> names) {
        if (names.isEmpty()) {
            return "nothing";
        }
        String some = String.join(", ", names.subList(0, Math.min(SHOWN_NAMES, names.size())));
        int more = names.size() - SHOWN_NAMES;
        return more <= 0 ? some : String.format(Locale.ROOT, "%s and %d more", some, more);
    }

    private Finding stream() {
        RowPlan compiled = plan.get();
        byte[] descriptor = compiled == null ? new byte[0] : compiled.descriptorProto();
        return new StreamCheck(connections.sessions(lane), table, descriptor).run();
    }
}
