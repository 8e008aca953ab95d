// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method or constructor emit an event whenever it ends. The agent weaves that in; without the agent the annotation
 * does nothing, and costs nothing.
 *
 * <pre>{@code
 * @Emits(value = "order_placed", returned = "total")
 * BigDecimal place(@Emits.Field("order_id") long id, @Emits.Field("customer") String customer) { ... }
 * }</pre>
 *
 * <p>Such an event has the named arguments and the return value, {@code duration_micros}, and the exception if the method
 * ended by one. Scalars and texts are recorded (primitives and their boxes, {@code String}, enums, {@code UUID}, {@code
 * BigDecimal}, {@code BigInteger}, {@code java.util.Date}, the usual types of {@code java.time}, null); of anything else
 * nothing is recorded: no {@code toString} of the application runs. Arguments are those that the caller passed, whatever the
 * method assigns to its parameters.
 *
 * <p>What the method returns, throws and locks stays as it is. A {@code synchronized} method is measured without the wait
 * for its lock; a constructor that ends by an exception emits nothing; native, abstract and compiler-made methods are left
 * alone, and the annotation is not inherited by a method that overrides this one.
 *
 * <p>Kept at run time, though nothing asks for it by reflection: an agent that is attached to a running process gets loaded
 * classes from the JVM, and these have no other annotations.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface Emits {

    /**
     * Returns what happened.
     *
     * @return the event's name; empty for the method's name in lower case with underscores ({@code placeOrder} is {@code
     *     place_order}), and the class's name for a constructor
     */
    String value() default "";

    /**
     * Returns when there is an event.
     *
     * @return at which ends of the method
     */
    On on() default On.END;

    /**
     * Returns how grave the event is if the method returns.
     *
     * @return the severity
     */
    Severity severity() default Severity.INFO;

    /**
     * Returns how grave the event is if the method ends by an exception.
     *
     * @return the severity
     */
    Severity failureSeverity() default Severity.ERROR;

    /**
     * Returns which field gets the return value.
     *
     * @return the field's name; empty for none
     */
    String returned() default "";

    /**
     * Tells whether {@code duration_micros} is recorded.
     *
     * @return whether it is
     */
    boolean duration() default true;

    /**
     * Tells whether an exception is recorded, with type, message and stack trace.
     *
     * @return whether it is; if not, an event about a failure is told by its severity only
     */
    boolean exception() default true;

    /**
     * Tells whether the thread's name and id are recorded.
     *
     * @return whether they are
     */
    boolean thread() default false;

    /** Which ends of a method emit an event. */
    enum On {
        /** Every end. */
        END,
        /** A return. */
        RETURN,
        /** An exception. */
        FAILURE
    }

    /** Records an argument. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.PARAMETER)
    @interface Field {

        /**
         * Returns which field gets the argument.
         *
         * @return the field's name; empty for the parameter's own, which is known to classes compiled with {@code
         *     -parameters} ({@code arg0}, {@code arg1}, ... otherwise)
         */
        String value() default "";
    }
}
