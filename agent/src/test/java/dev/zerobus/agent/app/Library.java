// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

/** Somebody else's class: rules make its methods emit events. */
public class Library {

    private long sum;

    /** Overloads: a rule may mean one of them. */
    public long add(long amount) {
        return sum += amount;
    }

    public long add(String amount) {
        return add(Long.parseLong(amount));
    }

    static void fail(String reason) {
        throw new IllegalStateException(reason);
    }

    public static void main(String[] args) {
        Library library = new Library();
        library.add(5);
        library.add("7");
        try {
            fail("no more");
        } catch (IllegalStateException expected) {
            System.out.println(expected.getMessage());
        }
        System.out.println("sum " + library.sum);
    }
}
