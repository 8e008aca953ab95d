// SPDX-License-Identifier: Apache-2.0
/**
 * What tests of several modules share: {@link dev.zerobus.testkit.JavaProcess} runs a program in a JVM of its own,
 * {@link dev.zerobus.testkit.LogServer} is the embedded server as a process with tables for log events,
 * {@link dev.zerobus.testkit.DuckTable} reads tables with nothing of ours, {@link dev.zerobus.testkit.BlackHole} never answers,
 * {@link dev.zerobus.testkit.JarBuilder} makes jars, {@link dev.zerobus.testkit.Await} waits for a condition. The contract of
 * all doors for log events is {@link dev.zerobus.testkit.contract.LogDoorContract}.
 *
 * <p>Everything is owned by the test's thread unless it says otherwise.
 */
@NullMarked
package dev.zerobus.testkit;

import org.jspecify.annotations.NullMarked;
