// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes facts once, when a plan is compiled, as rows will carry them. Owned by the thread that compiles. */
final class FactBytes {

    private final RowContext cx;
    private final RowBuffer scratch = new RowBuffer(64);

    FactBytes(RowContext cx) {
        this.cx = cx;
    }

    /** A fact as the value of a column, with the column's tag; null if it does not fit the column's type. */
    byte @Nullable [] column(ColumnWriter writer, RowFact fact) {
        return written(() -> writer.write(view(fact, fact.name()), cx));
    }

    /** A fact as an entry of a map or as a member of a JSON object without a comma; null if it does not fit. */
    byte @Nullable [] attribute(ColumnWriter writer, RowFact fact, String key) {
        Entries one = new Entries();
        one.swapIn(view(fact, key));
        return written(() -> {
            if (writer instanceof MapWriter) {
                ((MapWriter) writer).attributes(one, cx);
            } else {
                JsonText.members(one, cx, 0, writer.path, true);
            }
        });
    }

    /** Whatever writes into the plan's context. */
    byte @Nullable [] written(Runnable writing) {
        scratch.clear();
        cx.begin(scratch);
        try {
            writing.run();
            return Arrays.copyOf(scratch.array(), scratch.length());
        } catch (RowFailure e) {
            return null;
        }
    }

    RowBuffer scratch() {
        return scratch;
    }

    private static ValueView view(RowFact fact, String name) {
        ValueView view = new ValueView();
        view.name(name.getBytes(StandardCharsets.UTF_8));
        if (fact.isNumber()) {
            view.set(ValueView.INT, Long.parseLong(fact.value()));
        } else {
            byte[] value = fact.value().getBytes(StandardCharsets.UTF_8);
            view.span(ValueView.STRING, value, 0, value.length);
        }
        return view;
    }
}
