// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Bugs at the border between a lane and its disk, for a test that has to find them. What they plant is owned by one thread. */
public enum DiskBug {
    NONE {
        @Override
        Object call(OldEnd real, Method method, Object[] args, int calls) throws Throwable {
            return method.invoke(real, args);
        }
    },
    /** Events count as settled as soon as they are on disk, before anybody has acknowledged them. */
    SETTLES_WHAT_IS_SEALED {
        @Override
        Object call(OldEnd real, Method method, Object[] args, int calls) throws Throwable {
            Object answer = method.invoke(real, args);
            if (method.getName().equals("seal") && (Boolean) answer) {
                real.settle(real.endSeq());
            }
            return answer;
        }
    },
    /** The event that was sealed last can not be read back. */
    FORGETS_THE_LAST_EVENT {
        @Override
        Object call(OldEnd real, Method method, Object[] args, int calls) throws Throwable {
            Object answer = method.invoke(real, args);
            return method.getName().equals("next") && (Boolean) answer ? real.seq() + 1 < real.endSeq() : answer;
        }
    },
    /** What is said to be on disk is written with the next seal only. */
    SEALS_EVERY_OTHER_TIME {
        @Override
        Object call(OldEnd real, Method method, Object[] args, int calls) throws Throwable {
            return method.getName().equals("seal") && (calls & 1) == 0 ? true : method.invoke(real, args);
        }
    },
    /** A disk that does not take an event seems to have taken it. */
    HIDES_FAILURES {
        @Override
        Object call(OldEnd real, Method method, Object[] args, int calls) throws Throwable {
            Object answer = method.invoke(real, args);
            boolean writes = method.getName().equals("seal") || method.getName().equals("append");
            return writes ? true : answer;
        }
    },
    /** What is settled is not noted, so it is there again after a restart. */
    NEVER_NOTES_WHAT_IS_SETTLED {
        @Override
        Object call(OldEnd real, Method method, Object[] args, int calls) throws Throwable {
            return method.getName().equals("settle") ? null : method.invoke(real, args);
        }
    },
    /** A rewind goes back to the second event that has to be sent again. */
    SEEKS_ONE_TOO_FAR {
        @Override
        Object call(OldEnd real, Method method, Object[] args, int calls) throws Throwable {
            return method.getName().equals("seek")
                    ? method.invoke(real, (Long) args[0] + 1)
                    : method.invoke(real, args);
        }
    },
    /** Now and then it seems to be read to its end, so that what the ring has goes out before what the disk has. */
    SEEMS_TO_BE_AT_ITS_END {
        @Override
        Object call(OldEnd real, Method method, Object[] args, int calls) throws Throwable {
            return method.getName().equals("next") && calls % 7 == 6 ? false : method.invoke(real, args);
        }
    },
    /** The disk never seems to be worth a try, so that everything is sent before it is there. */
    SEEMS_NEVER_USABLE {
        @Override
        Object call(OldEnd real, Method method, Object[] args, int calls) throws Throwable {
            return method.getName().equals("usable") ? false : method.invoke(real, args);
        }
    };

    /** Answers for the real one; {@code calls} counts the earlier calls of the same method. */
    abstract Object call(OldEnd real, Method method, Object[] args, int calls) throws Throwable;

    OldEnd over(OldEnd real) {
        if (this == NONE || real == OldEnd.NONE) {
            return real;
        }
        Map<String, Integer> calls = new HashMap<>();
        Object proxy = Proxy.newProxyInstance(
                OldEnd.class.getClassLoader(), new Class<?>[] {OldEnd.class}, (self, method, args) -> {
                    try {
                        return call(real, method, args, calls.merge(method.getName(), 1, Integer::sum) - 1);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return (OldEnd) proxy;
    }
}
