// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.link;

import dev.zerobus.api.Misuse;
import dev.zerobus.core.LazyClient;
import dev.zerobus.core.event.EventDraft;
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
import org.jspecify.annotations.Nullable;

/**
 * Writes one event after another for a writer of the application's side; contract {@code events/1}:
 *
 * <table>
 *   <caption>What each functional type does</caption>
 *   <tr><td>{@code Predicate<String>}</td><td>begins an event of that name; false if it is refused</td></tr>
 *   <tr><td>{@code ObjLongConsumer<String>}</td><td>puts a whole number</td></tr>
 *   <tr><td>{@code ObjDoubleConsumer<String>}</td><td>puts a double</td></tr>
 *   <tr><td>{@code ObjIntConsumer<String>}</td><td>puts a float, as its raw bits</td></tr>
 *   <tr><td>{@code BiConsumer<String, Object>}</td><td>puts anything else</td></tr>
 *   <tr><td>{@code Supplier}</td><td>returns an {@code ObjIntConsumer<String>} that puts a char</td></tr>
 *   <tr><td>{@code Consumer<Object>}</td><td>sets the message, or from a throwable the failure</td></tr>
 *   <tr><td>{@code IntConsumer}</td><td>sets the severity's number; -1: a name was no text, -2: a value had no name</td></tr>
 *   <tr><td>{@code LongConsumer}</td><td>sets the time, in microseconds since 1970</td></tr>
 *   <tr><td>{@code BooleanSupplier}</td><td>emits; answers whether the event was accepted</td></tr>
 *   <tr><td>{@code Runnable}</td><td>discards</td></tr>
 * </table>
 *
 * <p>Owned by one thread at a time: the one that began an event. Outside of an event every call is a no-op. Never throws.
 */
final class Partner
        implements Predicate<String>,
                ObjLongConsumer<String>,
                ObjDoubleConsumer<String>,
                ObjIntConsumer<String>,
                BiConsumer<String, Object>,
                Supplier<ObjIntConsumer<String>>,
                Consumer<Object>,
                IntConsumer,
                LongConsumer,
                BooleanSupplier,
                Runnable {

    private static final int NAME_NOT_TEXT = -1;
    private static final int VALUE_WITHOUT_NAME = -2;

    private final LazyClient client;
    private final Chars chars = new Chars();
    private @Nullable EventDraft draft;

    Partner(LazyClient client) {
        this.client = client;
    }

    @Override
    public boolean test(@Nullable String event) {
        run();
        draft = client.begin(event);
        return draft != null;
    }

    @Override
    public void accept(String name, long value) {
        EventDraft current = draft;
        if (current != null) {
            current.put(name, value);
        }
    }

    @Override
    public void accept(String name, double value) {
        EventDraft current = draft;
        if (current != null) {
            current.put(name, value);
        }
    }

    @Override
    public void accept(String name, int floatBits) {
        EventDraft current = draft;
        if (current != null) {
            current.put(name, Float.intBitsToFloat(floatBits));
        }
    }

    @Override
    public void accept(String name, @Nullable Object value) {
        EventDraft current = draft;
        if (current != null) {
            current.put(name, value);
        }
    }

    @Override
    public ObjIntConsumer<String> get() {
        return chars;
    }

    @Override
    public void accept(@Nullable Object messageOrFailure) {
        EventDraft current = draft;
        if (current == null) {
            return;
        }
        if (messageOrFailure instanceof Throwable) {
            current.failure((Throwable) messageOrFailure);
        } else if (messageOrFailure instanceof CharSequence) {
            current.message((CharSequence) messageOrFailure);
        }
    }

    @Override
    public void accept(int code) {
        EventDraft current = draft;
        if (current == null) {
            return;
        }
        if (code == NAME_NOT_TEXT) {
            current.misuse(Misuse.NAME_NOT_TEXT);
        } else if (code == VALUE_WITHOUT_NAME) {
            current.misuse(Misuse.VALUE_WITHOUT_NAME);
        } else if (code > 0) {
            current.severityNumber(code);
        }
    }

    @Override
    public void accept(long epochMicros) {
        EventDraft current = draft;
        if (current != null) {
            current.time(epochMicros);
        }
    }

    @Override
    public boolean getAsBoolean() {
        EventDraft current = draft;
        draft = null;
        return current != null && current.emit();
    }

    @Override
    public void run() {
        EventDraft current = draft;
        draft = null;
        if (current != null) {
            current.discard();
        }
    }

    /** Puts chars: a second meaning of a name and an int. */
    private final class Chars implements ObjIntConsumer<String> {
        @Override
        public void accept(String name, int value) {
            EventDraft current = draft;
            if (current != null) {
                current.put(name, (char) value);
            }
        }
    }
}
