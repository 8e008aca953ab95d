// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import dev.zerobus.schema.Column;
import dev.zerobus.schema.ColumnType;
import dev.zerobus.schema.RowDescriptor;
import dev.zerobus.schema.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of OpenTelemetry's log records, known by its columns: facts go into {@code resource}, the logger's name into
 * {@code instrumentation_scope}, and attributes have the names of OpenTelemetry's semantic conventions. Owned by one thread.
 */
final class OtlpShape {

    private static final byte[] PLAIN_LOG = {'l', 'o', 'g'};
    /** A field that gets another name if its value is what tracers put into the MDC. */
    static final byte[] TRACE_FLAGS = "trace_flags".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] FLAGS = "flags".getBytes(StandardCharsets.US_ASCII);

    /** Fields of ours that OpenTelemetry has another name for: ours, theirs, ours, theirs. */
    private static final String[] NAMES = {
        "code_function", "code.function.name",
        "code_file", "code.file.path",
        "code_line", "code.line.number",
        "thread_name", "thread.name",
        "thread_id", "thread.id",
        "error_type", "exception.type",
        "error_message", "exception.message",
        "stack_trace", "exception.stacktrace",
        "message_template", "log.body.template",
        "message_arguments", "log.body.parameters"
    };

    private final int resource;
    private final byte[] resourceBytes;
    private final int scope;
    private final ColumnWriter scopeColumn;
    private final ColumnWriter scopeName;
    private final byte[] scopeRest;
    private final NameTable names = new NameTable(NAMES.length / 2);
    private final byte[][] otelNames = new byte[NAMES.length / 2][];

    private OtlpShape(
            int resource, byte[] resourceBytes, int scope, Slots columns, Column scopeColumn, FactBytes bytes) {
        this.resource = resource;
        this.resourceBytes = resourceBytes;
        this.scope = scope;
        this.scopeColumn = columns.writer(scope);
        int name = indexOf(scopeColumn.type().fields(), "name", ColumnType.Kind.STRING);
        this.scopeName = part(scopeColumn, name);
        this.scopeRest = zero(scopeColumn, bytes);
        for (int i = 0; i < otelNames.length; i++) {
            names.add(NAMES[2 * i]);
            otelNames[i] = NAMES[2 * i + 1].getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** Tells whether the columns are those of OpenTelemetry's logs, whatever its version, and more besides. */
    static boolean is(TableSchema schema) {
        Column resource = schema.column("resource");
        Column scope = schema.column("instrumentation_scope");
        return schema.column("body") != null
                && schema.column("time_unix_nano") != null
                && resource != null
                && attributes(resource) >= 0
                && scope != null
                && indexOf(scope.type().fields(), "name", ColumnType.Kind.STRING) >= 0;
    }

    static OtlpShape of(TableSchema schema, Slots columns, RowFacts facts, FactBytes bytes) {
        List<Column> all = schema.columns();
        int resource = indexOf(all, "resource", ColumnType.Kind.STRUCT);
        int scope = indexOf(all, "instrumentation_scope", ColumnType.Kind.STRUCT);
        byte[] written = resource(columns.writer(resource), all.get(resource), facts, bytes);
        return new OtlpShape(resource, written, scope, columns, all.get(scope), bytes);
    }

    /** What is written when neither the application nor a fact fills the column; null for most columns. */
    static byte @Nullable [] otherwise(Column column, ColumnWriter writer, FactBytes bytes) {
        boolean zero =
                column.name().equalsIgnoreCase("flags") || column.name().equalsIgnoreCase("dropped_attributes_count");
        return zero ? bytes.column(writer, RowFact.number("zero", "zero", 0)) : null;
    }

    /** The key of a fixed field in the catch-all column. */
    static byte @Nullable [] key(FixedField field) {
        return field == FixedField.MESSAGE_TEMPLATE
                ? "log.body.template".getBytes(StandardCharsets.US_ASCII)
                : field.attribute;
    }

    boolean has(int column) {
        return column == resource || column == scope;
    }

    /** Brings what was read into OpenTelemetry's form. */
    void shape(EventScan scan) {
        scan.observedAtLeast();
        ValueView name = scan.get(FixedField.EVENT_NAME);
        if (name != null && isPlainLog(name.bytes, name.from, name.to)) {
            scan.drop(FixedField.EVENT_NAME);
        }
    }

    /** Writes {@code resource} or {@code instrumentation_scope}. */
    void write(int column, @Nullable ValueView logger, RowContext cx) {
        RowBuffer out = cx.out();
        if (column == resource) {
            out.put(resourceBytes, 0, resourceBytes.length);
            return;
        }
        scopeColumn.tag(out);
        int start = out.begin();
        if (logger != null) {
            scopeName.write(logger, cx);
        }
        out.put(scopeRest, 0, scopeRest.length);
        out.end(start);
    }

    /** Gives a field on its way to the attributes the name that OpenTelemetry has for it. */
    void rename(ValueView field) {
        int known = names.find(field.nameBytes, field.nameFrom, field.nameTo);
        if (known >= 0) {
            field.name(otelNames[known]);
        }
    }

    /** Makes flags of the two hexadecimal digits of {@code trace_flags}, as tracers put them into the MDC. */
    void traceFlags(ValueView field) {
        if (field.kind != ValueView.STRING
                || field.length() != 2
                || !isTraceFlags(field.nameBytes, field.nameFrom, field.nameTo)) {
            return;
        }
        int high = Character.digit(field.bytes[field.from], 16);
        int low = Character.digit(field.bytes[field.from + 1], 16);
        if (high >= 0 && low >= 0) {
            field.set(ValueView.INT, high << 4 | low);
            field.name(FLAGS);
        }
    }

    private static boolean isTraceFlags(byte[] bytes, int from, int to) {
        return java.util.Arrays.equals(TRACE_FLAGS, 0, TRACE_FLAGS.length, bytes, from, to);
    }

    /** Whether an event's name is the one of log events, which OpenTelemetry's have not. */
    static boolean isPlainLog(byte[] bytes, int from, int to) {
        return java.util.Arrays.equals(PLAIN_LOG, 0, PLAIN_LOG.length, bytes, from, to);
    }

    private static byte[] resource(ColumnWriter writer, Column column, RowFacts facts, FactBytes bytes) {
        int at = attributes(column);
        ColumnWriter attributes = part(column, at);
        byte[] zero = zero(column, bytes);
        byte[] written = bytes.written(() -> {
            RowBuffer out = bytes.scratch();
            writer.tag(out);
            int start = out.begin();
            byte[] inner = attributes(attributes, facts);
            out.put(inner, 0, inner.length);
            out.put(zero, 0, zero.length);
            out.end(start);
        });
        return written == null ? new byte[0] : written;
    }

    /** All facts under OpenTelemetry's names. */
    private static byte[] attributes(ColumnWriter writer, RowFacts facts) {
        FactBytes bytes = new FactBytes(new RowContext(new UnknownNames(UnknownFields.IGNORED)));
        RowBuffer out = new RowBuffer(256);
        boolean map = writer instanceof MapWriter;
        int start = 0;
        if (!map) {
            writer.tag(out);
            start = out.begin();
            out.put('{');
        }
        boolean first = true;
        for (RowFact fact : facts.all()) {
            byte[] piece = bytes.attribute(writer, fact, fact.otelName());
            if (piece != null) {
                if (!map && !first) {
                    out.put(',');
                }
                first = false;
                out.put(piece, 0, piece.length);
            }
        }
        if (!map) {
            out.put('}');
            out.end(start);
        }
        return java.util.Arrays.copyOf(out.array(), out.length());
    }

    /** The field {@code dropped_attributes_count} of a STRUCT: nothing is dropped. */
    private static byte[] zero(Column struct, FactBytes bytes) {
        int index = indexOf(struct.type().fields(), "dropped_attributes_count", ColumnType.Kind.INT);
        byte[] zero = index < 0 ? null : bytes.column(part(struct, index), RowFact.number("zero", "zero", 0));
        return zero == null ? new byte[0] : zero;
    }

    private static ColumnWriter part(Column struct, int index) {
        Column field = struct.type().fields().get(index);
        return ColumnWriter.of(struct.name() + '.' + field.name(), field.type(), RowDescriptor.fieldNumber(index));
    }

    private static int attributes(Column struct) {
        List<Column> fields = struct.type().fields();
        for (int i = 0; i < fields.size(); i++) {
            if (CatchAll.is(fields.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static int indexOf(List<Column> columns, String name, ColumnType.Kind kind) {
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (column.name().equalsIgnoreCase(name) && column.type().kind() == kind) {
                return i;
            }
        }
        return -1;
    }
}
