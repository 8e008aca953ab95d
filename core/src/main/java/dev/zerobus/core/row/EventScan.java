// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Goes over an event's bytes once: finds the fixed fields, and hands each of the application's on. Owned by one thread. */
@SuppressWarnings("EnumOrdinal") // the enum's order is of no meaning outside this class
final class EventScan {

    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTE_STRING = 2;

    /** How many severity numbers have a name. */
    static final int SEVERITIES = 24;

    /** By severity number, from 1. */
    private static final byte[][] SEVERITY_WORDS = new byte[SEVERITIES][];

    static {
        String[] words = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};
        for (int i = 0; i < SEVERITIES; i++) {
            SEVERITY_WORDS[i] = words[i / 4].getBytes(StandardCharsets.US_ASCII);
        }
    }

    private final Cursor in = new Cursor();
    private final ValueView[] fixed = new ValueView[FixedField.values().length];
    /** A bit for each fixed field that the event has. */
    private int present;

    private final byte[] uuidText = new byte[36];
    /** The producer's UUID, a colon, and up to 20 characters of {@code seq}. */
    private final RowBuffer recordId = new RowBuffer(36 + 1 + 20);

    private ValueView spare = new ValueView();

    EventScan() {
        for (int i = 0; i < fixed.length; i++) {
            fixed[i] = new ValueView();
        }
    }

    /** Reads an event; {@code fields} takes each application field and gives another view back for the next one. */
    void scan(byte[] event, int from, int to, UnaryOperator<ValueView> fields) {
        begin();
        in.over(event, from, to);
        while (in.more()) {
            int tag = in.tag();
            if (tag == (15 << 3 | BYTE_STRING)) {
                int end = in.limit;
                int length = in.length();
                in.limit = in.at + length;
                spare.read(in);
                in.limit = end;
                spare = fields.apply(spare);
            } else {
                fixedField(tag);
            }
        }
        derive();
    }

    /** Forgets all fixed fields. */
    void begin() {
        present = 0;
    }

    /** The name of a severity number from 1 to {@value #SEVERITIES}. */
    static byte[] severityWord(int number) {
        return SEVERITY_WORDS[number - 1];
    }

    /** Returns a fixed field's value, or null if the event has none. */
    @Nullable
    ValueView get(FixedField field) {
        return (present & 1 << field.ordinal()) == 0 ? null : fixed[field.ordinal()];
    }

    /** Says who sent the event, unless it says so itself because another process sent it first. */
    void identity(RowIdentity id, long seq, boolean asText) {
        ValueView own = get(FixedField.PRODUCER_ID);
        if (own == null || own.kind != ValueView.BYTES || own.length() != 16) {
            byte[] bytes = asText ? id.text() : id.binary();
            put(FixedField.PRODUCER_ID).span(asText ? ValueView.STRING : ValueView.BYTES, bytes, 0, bytes.length);
            put(FixedField.SEQ).set(ValueView.INT, seq);
            return;
        }
        if (get(FixedField.SEQ) == null) {
            put(FixedField.SEQ).set(ValueView.INT, 0);
        }
        if (asText) {
            formatUuid(own);
            own.span(ValueView.STRING, uuidText, 0, uuidText.length);
        }
    }

    /** Makes the id of the record from who sent it and which it is; called after {@link #identity}. */
    void recordId(RowIdentity id) {
        ValueView producer = get(FixedField.PRODUCER_ID);
        ValueView seq = get(FixedField.SEQ);
        if (producer == null || seq == null) {
            return;
        }
        recordId.clear();
        if (producer.kind == ValueView.STRING) {
            recordId.put(producer.bytes, producer.from, producer.length());
        } else if (producer.bytes == id.binary()) {
            recordId.put(id.text(), 0, id.text().length);
        } else {
            formatUuid(producer);
            recordId.put(uuidText, 0, uuidText.length);
        }
        recordId.put(':');
        recordId.putDigits(seq.number);
        put(FixedField.RECORD_ID).span(ValueView.STRING, recordId.array(), 0, recordId.length());
    }

    /** Forgets a fixed field. */
    void drop(FixedField field) {
        present &= ~(1 << field.ordinal());
    }

    /** What has no other moment was observed when it happened, which OpenTelemetry's records always say. */
    void observedAtLeast() {
        ValueView time = get(FixedField.TIME);
        if (time != null && get(FixedField.OBSERVED_TIME) == null) {
            put(FixedField.OBSERVED_TIME).set(ValueView.TIMESTAMP, time.number);
            nanos(time, FixedField.OBSERVED_NANOS);
        }
    }

    private void formatUuid(ValueView id) {
        int at = 0;
        for (int i = 0; i < 16; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                uuidText[at++] = '-';
            }
            int b = id.bytes[id.from + i];
            uuidText[at++] = (byte) Character.forDigit(b >> 4 & 15, 16);
            uuidText[at++] = (byte) Character.forDigit(b & 15, 16);
        }
    }

    private void fixedField(int tag) {
        switch (tag) {
            case 1 << 3 | BYTE_STRING:
                text(FixedField.EVENT_NAME);
                break;
            case 2 << 3 | FIXED64:
                put(FixedField.TIME).set(ValueView.TIMESTAMP, in.fixed64());
                break;
            case 3 << 3 | FIXED64:
                put(FixedField.OBSERVED_TIME).set(ValueView.TIMESTAMP, in.fixed64());
                break;
            case 4 << 3 | BYTE_STRING:
                text(FixedField.SOURCE);
                break;
            case 5 << 3 | VARINT:
                int severity = (int) in.varint();
                put(FixedField.SEVERITY_NUMBER).set(ValueView.INT, severity);
                break;
            case 6 << 3 | BYTE_STRING:
                text(FixedField.SEVERITY_TEXT);
                break;
            case 7 << 3 | BYTE_STRING:
                textOrEmpty(FixedField.MESSAGE);
                break;
            case 8 << 3 | BYTE_STRING:
                text(FixedField.MESSAGE_TEMPLATE);
                break;
            case 9 << 3 | BYTE_STRING:
                text(FixedField.THREAD_NAME);
                break;
            case 10 << 3 | VARINT:
                put(FixedField.THREAD_ID).set(ValueView.INT, in.varint());
                break;
            default:
                rareField(tag);
                break;
        }
    }

    private void rareField(int tag) {
        switch (tag) {
            case 11 << 3 | BYTE_STRING:
                text(FixedField.TRACE_ID);
                break;
            case 12 << 3 | BYTE_STRING:
                text(FixedField.SPAN_ID);
                break;
            case 13 << 3 | BYTE_STRING:
                failure();
                break;
            case 16 << 3 | BYTE_STRING:
                int length = in.length();
                put(FixedField.PRODUCER_ID).span(ValueView.BYTES, in.bytes, in.at, in.at + length);
                in.at += length;
                break;
            case 17 << 3 | VARINT:
                put(FixedField.SEQ).set(ValueView.INT, in.varint());
                break;
            default:
                in.skip(tag);
                break;
        }
    }

    /** The last one counts as a whole: the message of one and the type of another would be nobody's failure. */
    private void failure() {
        drop(FixedField.ERROR_TYPE);
        drop(FixedField.ERROR_MESSAGE);
        drop(FixedField.STACK_TRACE);
        int end = in.limit;
        int length = in.length();
        in.limit = in.at + length;
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | BYTE_STRING:
                    text(FixedField.ERROR_TYPE);
                    break;
                case 2 << 3 | BYTE_STRING:
                    textOrEmpty(FixedField.ERROR_MESSAGE);
                    break;
                case 3 << 3 | BYTE_STRING:
                    text(FixedField.STACK_TRACE);
                    break;
                default:
                    in.skip(tag);
                    break;
            }
        }
        in.limit = end;
    }

    /** A name, an id or a trace that is empty is none. */
    private void text(FixedField field) {
        textOrEmpty(field);
        if (fixed[field.ordinal()].length() == 0) {
            drop(field);
        }
    }

    /** What somebody has said may be the empty text; what was not said is not in the event. */
    private void textOrEmpty(FixedField field) {
        int length = in.length();
        put(field).span(ValueView.STRING, in.bytes, in.at, in.at + length);
        in.at += length;
    }

    /** Returns the view of a fixed field, to be filled. */
    ValueView put(FixedField field) {
        present |= 1 << field.ordinal();
        return fixed[field.ordinal()];
    }

    private void derive() {
        ValueView time = get(FixedField.TIME);
        if (time != null) {
            put(FixedField.DATE).set(ValueView.DATE, Math.floorDiv(time.number, IsoText.MICROS_PER_DAY));
            nanos(time, FixedField.TIME_NANOS);
        }
        ValueView observed = get(FixedField.OBSERVED_TIME);
        if (observed != null) {
            nanos(observed, FixedField.OBSERVED_NANOS);
        }
        ValueView severity = get(FixedField.SEVERITY_NUMBER);
        if (severity != null && severity.number == 0) {
            present &= ~(1 << FixedField.SEVERITY_NUMBER.ordinal());
        } else if (severity != null
                && severity.number > 0
                && severity.number <= SEVERITIES
                && get(FixedField.SEVERITY_TEXT) == null) {
            byte[] word = severityWord((int) severity.number);
            put(FixedField.SEVERITY_TEXT).span(ValueView.STRING, word, 0, word.length);
        }
    }

    /** Nanoseconds in 64 bits end in the year 2262; a time beyond has none. */
    private void nanos(ValueView micros, FixedField field) {
        long nanos = micros.number * 1_000;
        if (nanos / 1_000 == micros.number) {
            put(field).set(ValueView.INT, nanos);
        }
    }
}
