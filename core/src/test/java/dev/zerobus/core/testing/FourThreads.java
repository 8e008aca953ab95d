// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does the same on four threads at once, each with random numbers of its own. Stateless. */
public final class FourThreads {

    private FourThreads() {}

    /** Returns when all are done; throws what one of them has thrown. */
    public static void run(Consumer<Random> work) throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> each = new ArrayList<>();
            for (int seed = 0; seed < 4; seed++) {
                Random random = new Random(seed);
                each.add(() -> {
                    work.accept(random);
                    return null;
                });
            }
            for (Future<Void> one : threads.invokeAll(each)) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
