// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.method;

import dev.zerobus.api.Emits;
import dev.zerobus.api.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What one method's event has. Immutable. */
public final class MethodRecord {

    final String event;
    final Emits.On on;
    final Severity severity;
    final Severity failureSeverity;
    final @Nullable String returned;
    final boolean duration;
    final boolean exception;
    final boolean thread;
    private final List<Argument> arguments;

    private MethodRecord(Builder from) {
        this.event = from.event;
        this.on = from.on;
        this.severity = from.severity;
        this.failureSeverity = from.failureSeverity;
        this.returned = from.returned;
        this.duration = from.duration;
        this.exception = from.exception;
        this.thread = from.thread;
        this.arguments = List.copyOf(from.arguments);
    }

    /**
     * Returns which arguments are recorded.
     *
     * @return them in their order
     */
    public List<Argument> arguments() {
        return arguments;
    }

    /**
     * Tells whether an event is about an exception only, so that a return costs nothing.
     *
     * @return whether it is
     */
    public boolean onlyFailures() {
        return on == Emits.On.FAILURE;
    }

    @Override
    public String toString() {
        return event
                + ' '
                + on
                + ' '
                + severity
                + ' '
                + failureSeverity
                + ' '
                + returned
                + ' '
                + duration
                + ' '
                + exception
                + ' '
                + thread
                + ' '
                + arguments;
    }

    /**
     * Derives an event's name.
     *
     * @param name a method's or class's name, such as {@code placeOrder} or {@code HTTPCall}
     * @return in lower case with underscores, such as {@code place_order} or {@code http_call}
     */
    public static String eventName(String name) {
        StringBuilder event = new StringBuilder(name.length() + 8);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean afterWord = i > 0 && !Character.isUpperCase(name.charAt(i - 1)) && name.charAt(i - 1) != '_';
            boolean beforeWord = i > 0 && i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
            if (Character.isUpperCase(c) && (afterWord || (beforeWord && name.charAt(i - 1) != '_'))) {
                event.append('_');
            }
            event.append(c);
        }
        return event.toString().toLowerCase(Locale.ROOT);
    }

    /** An argument that is recorded. Immutable. */
    public static final class Argument {
        private final int index;
        private final String field;

        Argument(int index, String field) {
            this.index = index;
            this.field = field;
        }

        /**
         * Returns which one.
         *
         * @return from 0
         */
        public int index() {
            return index;
        }

        String field() {
            return field;
        }

        @Override
        public String toString() {
            return index + "=" + field;
        }
    }

    /** Collects what is recorded. Owned by one thread. */
    public static final class Builder {
        private String event;
        private Emits.On on = Emits.On.END;
        private Severity severity = Severity.INFO;
        private Severity failureSeverity = Severity.ERROR;
        private @Nullable String returned;
        private boolean duration = true;
        private boolean exception = true;
        private boolean thread;
        private final List<Argument> arguments = new ArrayList<>();

        /**
         * Begins.
         *
         * @param event the event's name
         */
        public Builder(String event) {
            this.event = event;
        }

        /**
         * Sets the event's name.
         *
         * @param name the name
         * @return this builder
         */
        public Builder event(String name) {
            event = name;
            return this;
        }

        /**
         * Sets which ends count.
         *
         * @param ends the ends
         * @return this builder
         */
        public Builder on(Emits.On ends) {
            on = ends;
            return this;
        }

        /**
         * Sets the severity of a return.
         *
         * @param of the severity
         * @return this builder
         */
        public Builder severity(Severity of) {
            severity = of;
            return this;
        }

        /**
         * Sets the severity of an exception.
         *
         * @param of the severity
         * @return this builder
         */
        public Builder failureSeverity(Severity of) {
            failureSeverity = of;
            return this;
        }

        /**
         * Records the return value.
         *
         * @param field the field's name; empty for not recording it
         * @return this builder
         */
        public Builder returned(String field) {
            returned = field.isEmpty() ? null : field;
            return this;
        }

        /**
         * Sets whether the duration is recorded.
         *
         * @param wanted whether it is
         * @return this builder
         */
        public Builder duration(boolean wanted) {
            duration = wanted;
            return this;
        }

        /**
         * Sets whether the exception is recorded.
         *
         * @param wanted whether it is
         * @return this builder
         */
        public Builder exception(boolean wanted) {
            exception = wanted;
            return this;
        }

        /**
         * Sets whether the thread is recorded.
         *
         * @param wanted whether it is
         * @return this builder
         */
        public Builder thread(boolean wanted) {
            thread = wanted;
            return this;
        }

        /**
         * Records an argument.
         *
         * @param index which, from 0
         * @param field the field's name
         * @return this builder
         */
        public Builder argument(int index, String field) {
            arguments.add(new Argument(index, field));
            return this;
        }

        /**
         * Ends.
         *
         * @return what was collected
         */
        public MethodRecord build() {
            return new MethodRecord(this);
        }
    }
}
