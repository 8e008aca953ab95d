// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import java.io.Serializable;

/**
 * Something that happens in the application's process.
 *
 * @param <T> what it answers
 */
@FunctionalInterface
public interface Scenario<T extends Serializable> extends Serializable {

    /**
     * Does it.
     *
     * @param app the started application
     * @return what the test wants to know
     */
    T run(LoggingApplication app) throws Exception;
}
