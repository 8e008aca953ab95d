// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the event itself carries (name, time, message ...), and what follows from it, on the straight way. Owned by one thread. */
@SuppressWarnings("EnumOrdinal") // the enum's order is of no meaning outside this package
final class StraightFixed {

    /** By severity number, from 1, with room behind to read several bytes at once. */
    private static final byte[][] WORDS = new byte[EventScan.SEVERITIES][];

    static {
        for (int i = 0; i < WORDS.length; i++) {
            WORDS[i] = slack(EventScan.severityWord(i + 1));
        }
    }

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTE_STRING = 2;

    private static final int TIME = (2 << 3) | FIXED64;
    private static final int OBSERVED_TIME = (3 << 3) | FIXED64;
    private static final int SEVERITY_NUMBER = (5 << 3) | VARINT;
    private static final int THREAD_ID = (10 << 3) | VARINT;
    private static final int FAILURE = (13 << 3) | BYTE_STRING;
    private static final int ORDER_KEY = (14 << 3) | VARINT;

    private final StraightColumns of;
    private final StraightOut out;
    private final EventScan scan;
    private final boolean[] kept;
    /** By tag: the texts of an event. */
    private final @Nullable StraightField[] texts = new StraightField[16 << 3];
    /** By tag: the texts of a failure. */
    private final @Nullable StraightField[] failure = new StraightField[4 << 3];

    private final StraightField time;
    private final StraightField observed;
    private final StraightField severityNumber;
    private final StraightField severityText;
    private final StraightField threadId;
    private final StraightField seqs;
    private final @Nullable OtlpShape otlp;
    private final boolean producerAsText;
    private final boolean derivesTimes;
    private final ValueView view = new ValueView();
    private @Nullable RowIdentity known;
    private byte[] producer = new byte[0];
    private long row;
    /** The tags of the row's event that can come once only, a bit for the number of each. */
    private int met;

    private boolean hasSeverityText;
    private long micros;
    private int severity;

    StraightFixed(RowLayout layout, StraightColumns of, StraightOut out, EventScan scan) {
        this.of = of;
        this.out = out;
        this.scan = scan;
        this.otlp = layout.otlp();
        this.producerAsText = layout.producerAsText();
        this.kept = new boolean[FixedField.values().length];
        CatchAll catchAll = layout.catchAll();
        if (catchAll != null) {
            catchAll.markHomeless(kept);
        }
        kept[FixedField.SOURCE.ordinal()] |= otlp != null;
        text(texts, 1, FixedField.EVENT_NAME);
        text(texts, 4, FixedField.SOURCE);
        text(texts, 6, FixedField.SEVERITY_TEXT);
        text(texts, 7, FixedField.MESSAGE);
        text(texts, 8, FixedField.MESSAGE_TEMPLATE);
        text(texts, 9, FixedField.THREAD_NAME);
        text(texts, 11, FixedField.TRACE_ID);
        text(texts, 12, FixedField.SPAN_ID);
        text(failure, 1, FixedField.ERROR_TYPE);
        text(failure, 2, FixedField.ERROR_MESSAGE);
        text(failure, 3, FixedField.STACK_TRACE);
        time = field(FixedField.TIME, false);
        observed = field(FixedField.OBSERVED_TIME, false);
        severityNumber = field(FixedField.SEVERITY_NUMBER, false);
        severityText = field(FixedField.SEVERITY_TEXT, false);
        threadId = field(FixedField.THREAD_ID, false);
        seqs = field(FixedField.SEQ, false);
        derivesTimes = of.ofFixed(FixedField.DATE).length
                        + of.ofFixed(FixedField.TIME_NANOS).length
                        + of.ofFixed(FixedField.OBSERVED_NANOS).length
                > 0;
    }

    private void text(@Nullable StraightField[] by, int number, FixedField field) {
        boolean odd = field == FixedField.SEVERITY_TEXT || (field == FixedField.EVENT_NAME && otlp != null);
        by[(number << 3) | BYTE_STRING] = field(field, !odd);
    }

    private StraightField field(FixedField field, boolean isPlainText) {
        return new StraightField(field, of.ofFixed(field), kept[field.ordinal()], isPlainText);
    }

    void begin() {
        row++;
        met = 0;
        hasSeverityText = false;
        scan.begin();
    }

    /** Reads what follows a tag; returns where it ends, or -1 if it is out of the usual. */
    int read(int tag, byte[] in, int at, int to) {
        if (tag < 0) {
            return -1;
        }
        StraightField field = texts[tag];
        if (field != null) {
            return text(field, in, at, to);
        }
        if (hasMet(tag)) {
            return -1;
        }
        met |= bit(tag);
        switch (tag) {
            case TIME:
                micros = (long) LittleEndian.LONGS.get(in, at);
                return (to - at >= Long.BYTES && time(micros)) ? at + Long.BYTES : -1;
            case OBSERVED_TIME:
                return (to - at >= Long.BYTES && observed((long) LittleEndian.LONGS.get(in, at)))
                        ? at + Long.BYTES
                        : -1;
            case SEVERITY_NUMBER:
            case THREAD_ID:
            case ORDER_KEY:
                return number(tag, in, at, to);
            case FAILURE:
                return failure(in, at, to);
            default:
                return -1;
        }
    }

    private boolean hasMet(int tag) {
        return (met & bit(tag)) != 0;
    }

    /** A bit for the number of a tag. */
    private static int bit(int tag) {
        return 1 << (tag >>> 3);
    }

    private int text(StraightField field, byte[] in, int at, int to) {
        int length = in[at];
        int begin = at + 1;
        if (length < 0) {
            int width = Varints.length(in, at);
            if (width > 4) {
                return -1;
            }
            length = (int) Varints.get(in, at, width);
            begin = at + width;
        }
        int end = begin + length;
        if (end > to || field.row == row) {
            return -1;
        }
        field.row = row;
        StraightColumn only = field.only;
        boolean written = (only != null && length > 0)
                ? out.text(only, in, begin, length)
                : text(field, in, begin, begin + length, length);
        return written ? end : -1;
    }

    private boolean text(StraightField text, byte[] in, int begin, int end, int length) {
        FixedField field = text.field;
        if (length == 0 && field != FixedField.MESSAGE && field != FixedField.ERROR_MESSAGE) {
            return true; // a name, an id or a trace that is empty is none
        }
        if (field == FixedField.SEVERITY_TEXT) {
            hasSeverityText = true;
        } else if (field == FixedField.EVENT_NAME && otlp != null && OtlpShape.isPlainLog(in, begin, end)) {
            return true;
        }
        if (text.kept) {
            scan.put(field).span(ValueView.STRING, in, begin, end);
        }
        return out.text(text.columns, in, begin, length);
    }

    private int failure(byte[] in, int at, int to) {
        int width = Varints.length(in, at);
        if (width > 4) {
            return -1;
        }
        int next = at + width;
        int end = next + (int) Varints.get(in, at, width);
        if (end > to) {
            return -1;
        }
        while (next >= 0 && next < end) {
            int tag = in[next];
            StraightField field = (tag < 0 || tag >= failure.length) ? null : failure[tag];
            next = field == null ? -1 : text(field, in, next + 1, end);
        }
        return next;
    }

    private boolean time(long value) {
        return moment(time, FixedField.TIME_NANOS, value)
                && (!derivesTimes
                        || out.number(
                                of.ofFixed(FixedField.DATE),
                                ValueView.DATE,
                                Math.floorDiv(value, IsoText.MICROS_PER_DAY)));
    }

    private boolean observed(long value) {
        return moment(observed, FixedField.OBSERVED_NANOS, value);
    }

    private boolean moment(StraightField field, FixedField inNanos, long value) {
        if (!number(field, ValueView.TIMESTAMP, value)) {
            return false;
        }
        long nanos = value * 1_000;
        return !derivesTimes || nanos / 1_000 != value || out.number(of.ofFixed(inNanos), ValueView.INT, nanos);
    }

    private int number(int tag, byte[] in, int at, int to) {
        int width = Varints.length(in, at);
        if (width > 8 || width > to - at) {
            return -1;
        }
        long value = Varints.get(in, at, width);
        if (tag == SEVERITY_NUMBER) {
            severity = (int) value;
        } else if (tag == THREAD_ID && !number(threadId, ValueView.INT, value)) {
            return -1;
        }
        return at + width; // the order key is the lane's own
    }

    private boolean number(StraightField field, int kind, long value) {
        if (field.kept) {
            scan.put(field.field).set(kind, value);
        }
        return out.number(field.columns, kind, value);
    }

    /** What follows from the rest, and who sends. */
    boolean end(RowIdentity id, long seq) {
        boolean unobserved = otlp != null && hasMet(TIME) && !hasMet(OBSERVED_TIME);
        return severity()
                && (!unobserved || observed(micros))
                && number(seqs, ValueView.INT, seq)
                && producer(id)
                && recordId(id, seq);
    }

    private boolean severity() {
        if (!hasMet(SEVERITY_NUMBER) || severity == 0) {
            return true;
        }
        if (!number(severityNumber, ValueView.INT, severity)) {
            return false;
        }
        if (hasSeverityText || severity < 0 || severity > WORDS.length) {
            return true;
        }
        byte[] word = WORDS[severity - 1];
        int length = word.length - StraightRow.SLACK_BYTES;
        return text(severityText, word, 0, length, length);
    }

    private boolean producer(RowIdentity id) {
        StraightColumn[] columns = of.ofFixed(FixedField.PRODUCER_ID);
        if (producerAsText) {
            if (known != id) {
                known = id;
                producer = slack(id.text());
            }
            return out.text(columns, producer, 0, producer.length - StraightRow.SLACK_BYTES);
        }
        for (StraightColumn column : columns) {
            view.span(ValueView.BYTES, id.binary(), 0, id.binary().length);
            if (!out.value(column, view)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] slack(byte[] text) {
        return Arrays.copyOf(text, text.length + StraightRow.SLACK_BYTES);
    }

    private boolean recordId(RowIdentity id, long seq) {
        StraightColumn[] columns = of.ofFixed(FixedField.RECORD_ID);
        if (columns.length == 0) {
            return true;
        }
        scan.identity(id, seq, producerAsText);
        scan.recordId(id);
        ValueView made = scan.get(FixedField.RECORD_ID);
        for (StraightColumn column : columns) {
            if (made == null || !out.value(column, made)) {
                return false;
            }
        }
        return true;
    }
}
