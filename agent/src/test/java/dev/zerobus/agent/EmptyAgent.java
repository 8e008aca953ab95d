// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent;

import java.lang.instrument.Instrumentation;

/** Does nothing. */
public final class EmptyAgent {

    private EmptyAgent() {}

    public static void premain(String arguments, Instrumentation instrumentation) {}
}
