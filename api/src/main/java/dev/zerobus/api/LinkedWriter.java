// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.api;

import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.function.ObjDoubleConsumer;
import java.util.function.ObjIntConsumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One event on its way to the agent. Its partner there is one object of many functional types; primitives cross as such.
 *
 * <p>Owned by one thread between {@link #begin} and {@link #emit} or {@link #discard}.
 */
final class LinkedWriter implements EventWriter {

    /** Codes of the partner's {@code IntConsumer} that are no severity; contract {@code events/1}. */
    private static final int NAME_NOT_TEXT = -1;

    private static final int VALUE_WITHOUT_NAME = -2;

    private final LinkedSink sink;
    private final Predicate<String> begin;
    private final ObjLongConsumer<String> longs;
    private final ObjDoubleConsumer<String> doubles;
    private final ObjIntConsumer<String> floatBits;
    private final ObjIntConsumer<String> chars;
    private final BiConsumer<String, Object> values;
    private final IntConsumer codes;
    private final LongConsumer time;
    private final Consumer<Object> texts;
    private final BooleanSupplier emit;
    private final Runnable discard;

    @SuppressWarnings("unchecked")
    LinkedWriter(LinkedSink sink, Object partner) {
        this.sink = sink;
        begin = (Predicate<String>) partner;
        longs = (ObjLongConsumer<String>) partner;
        doubles = (ObjDoubleConsumer<String>) partner;
        floatBits = (ObjIntConsumer<String>) partner;
        chars = ((Supplier<ObjIntConsumer<String>>) partner).get();
        values = (BiConsumer<String, Object>) partner;
        codes = (IntConsumer) partner;
        time = (LongConsumer) partner;
        texts = (Consumer<Object>) partner;
        emit = (BooleanSupplier) partner;
        discard = (Runnable) partner;
    }

    boolean begin(String event) {
        return begin.test(event);
    }

    @Override
    public void put(String name, boolean value) {
        values.accept(name, value ? Boolean.TRUE : Boolean.FALSE);
    }

    @Override
    public void put(String name, long value) {
        longs.accept(name, value);
    }

    @Override
    public void put(String name, float value) {
        floatBits.accept(name, Float.floatToRawIntBits(value));
    }

    @Override
    public void put(String name, double value) {
        doubles.accept(name, value);
    }

    @Override
    public void put(String name, char value) {
        chars.accept(name, value);
    }

    @Override
    public void put(String name, CharSequence value) {
        values.accept(name, value);
    }

    @Override
    public void put(String name, Object value) {
        values.accept(name, value);
    }

    @Override
    public void severity(Severity severity) {
        if (severity != null) {
            codes.accept(severity.number());
        }
    }

    @Override
    public void message(CharSequence message) {
        // on the other side a throwable is a failure, whatever else it is
        texts.accept(message instanceof Throwable ? message.toString() : message);
    }

    @Override
    public void failure(Throwable thrown) {
        if (thrown != null) {
            texts.accept(thrown);
        }
    }

    @Override
    public void time(long epochMicros) {
        time.accept(epochMicros);
    }

    @Override
    public void misuse(Misuse misuse) {
        codes.accept(misuse == Misuse.NAME_NOT_TEXT ? NAME_NOT_TEXT : VALUE_WITHOUT_NAME);
    }

    @Override
    public boolean emit() {
        try {
            return emit.getAsBoolean();
        } finally {
            sink.giveBack(this);
        }
    }

    @Override
    public void discard() {
        try {
            discard.run();
        } finally {
            sink.giveBack(this);
        }
    }
}
