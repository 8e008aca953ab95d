// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import dev.zerobus.api.Emits;
import dev.zerobus.api.Severity;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An application whose methods are annotated, in every way that a method can be odd. Prints what it sees of itself; that must
 * be the same with the agent and without.
 */
public class Workshop {

    enum Kind {
        BIG {
            @Override
            public String toString() {
                throw new IllegalStateException("nobody may ask");
            }
        }
    }

    private final long number;
    private int calls;

    @Emits("workshop_opened")
    public Workshop(@Emits.Field("number") long number) {
        this.number = number;
    }

    @Emits("workshop_failed")
    Workshop(String reason) {
        this(7);
        if (reason != null) {
            throw new IllegalArgumentException(reason);
        }
    }

    // emits>
    @Emits(value = "order_placed", returned = "total")
    BigDecimal place(@Emits.Field("order_id") long id, @Emits.Field("customer") String customer) {
        return price(id, customer);
    }
    // <emits

    private static BigDecimal price(long id, String customer) {
        return BigDecimal.valueOf(id + customer.length());
    }

    @Emits(returned = "total", severity = Severity.WARN)
    BigDecimal placeOrder(@Emits.Field("order_id") long id, @Emits.Field("customer") String customer, int unrecorded) {
        id = -1;
        customer = "changed";
        return new BigDecimal("9.50").add(BigDecimal.valueOf(unrecorded));
    }

    @Emits(value = "kinds", returned = "answer", thread = true)
    boolean kinds(
            @Emits.Field byte small,
            @Emits.Field char letter,
            @Emits.Field float ratio,
            @Emits.Field double precise,
            @Emits.Field Kind kind,
            @Emits.Field Object odd,
            @Emits.Field String nothing) {
        return true;
    }

    @Emits(value = "divided", returned = "quotient")
    int divide(@Emits.Field("a") int a, @Emits.Field("b") int b) {
        return a / b;
    }

    @Emits(value = "only_failures", on = Emits.On.FAILURE)
    static int risky(@Emits.Field("a") int a) {
        if (a % 2 == 0) {
            throw new UncheckedBoom("even " + a);
        }
        return a;
    }

    @Emits(value = "only_returns", on = Emits.On.RETURN, duration = false)
    static void calm(@Emits.Field("a") int a) {
        if (a == 1) {
            throw new UncheckedBoom("one");
        }
    }

    @Emits(value = "factorial", returned = "result")
    long factorial(@Emits.Field("a") int a) {
        return a <= 1 ? 1 : a * factorial(a - 1);
    }

    @Emits("locked")
    synchronized int locked() {
        if (!Thread.holdsLock(this)) {
            throw new AssertionError("the lock is not held");
        }
        return ++calls;
    }

    @Emits(value = "rethrown", exception = false)
    void finallyThrows(List<String> steps) throws Exception {
        try {
            steps.add("try");
            throw new Exception("first");
        } finally {
            steps.add("finally");
        }
    }

    @Emits("waited")
    void sleep(@Emits.Field("a") int millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    static final class UncheckedBoom extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UncheckedBoom(String message) {
            super(message);
        }

        /** An exception whose message is itself an event that fails: must not go on for ever. */
        @Override
        @Emits("message_asked")
        public String getMessage() {
            return super.getMessage();
        }
    }

    interface Shape {
        @Emits(value = "default_area", returned = "total")
        default double area(@Emits.Field("ratio") double scale) {
            return 2 * scale;
        }
    }

    static final class Square implements Shape, Comparable<Square> {
        /** Has a bridge that only calls this one. */
        @Override
        @Emits("compared")
        public int compareTo(Square other) {
            return 0;
        }
    }

    class Inner {
        private final String name;

        @Emits("inner_made")
        Inner(@Emits.Field("customer") String name) {
            this.name = name;
        }
    }

    public static void main(String[] args) throws Exception {
        Workshop shop = new Workshop(42);
        print(shop.number);
        print(attempt(() -> new Workshop("no")));
        print(shop.placeOrder(17, "ada", 3));
        print(shop.kinds((byte) 3, 'x', 0.5f, 0.25, Kind.BIG, new Object(), null));
        print(shop.divide(7, 2));
        print(attempt(() -> shop.divide(1, 0)));
        print(attempt(() -> risky(2)) + risky(3));
        calm(2);
        print(attempt(() -> {
            calm(1);
            return null;
        }));
        print(shop.factorial(5));
        print(shop.locked() + shop.locked());
        List<String> steps = new java.util.ArrayList<>();
        print(attempt(() -> {
                    shop.finallyThrows(steps);
                    return null;
                })
                + steps);
        shop.sleep(20);
        Square square = new Square();
        print(square.area(1.5));
        @SuppressWarnings({"unchecked", "rawtypes"})
        int compared = ((Comparable) square).compareTo(square);
        print(compared);
        print(shop.new Inner("bob").name);
        print(Workshop.class.getDeclaredMethods().length + " methods, " + Workshop.class.getDeclaredFields().length
                + " fields, " + Workshop.class.getDeclaredClasses().length + " classes");
    }

    interface Attempt {
        Object run() throws Exception;
    }

    private static String attempt(Attempt attempt) {
        try {
            return "returned " + attempt.run();
        } catch (Throwable t) {
            StackTraceElement[] trace = t.getStackTrace();
            return t.getClass().getName() + " " + trace[0] + " " + trace.length + " " + trace[trace.length - 1];
        }
    }

    private static void print(Object what) {
        System.out.println(what);
    }
}
