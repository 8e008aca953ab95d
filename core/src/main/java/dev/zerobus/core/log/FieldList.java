// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.log;

import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.event.FieldProblem;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects the elements of a list that come one by one; used again for each event. Owned by one thread. */
final class FieldList {

    private final String name;
    private final int most;
    private @Nullable Object[] elements = new Object[8];
    private int count;

    FieldList(String name, int most) {
        this.name = name;
        this.most = most;
    }

    /** Beyond the bound, elements are counted and left out. */
    void add(@Nullable Object element, EventDraft to) {
        if (count == most) {
            to.problem(FieldProblem.TOO_MANY);
            return;
        }
        if (count == elements.length && !grow()) {
            to.problem(FieldProblem.TOO_MANY);
            return;
        }
        elements[count++] = element;
    }

    /** Returns false if there is no memory for that. */
    private boolean grow() {
        try {
            elements = Arrays.copyOf(elements, Math.min(most, 2 * count));
            return true;
        } catch (OutOfMemoryError full) {
            return false;
        }
    }

    void write(EventDraft to) {
        if (count > 0) {
            to.put(name, elements, count);
        }
    }

    /** Lets go of the application's objects. */
    void clear() {
        Arrays.fill(elements, 0, count, null);
        count = 0;
    }
}
