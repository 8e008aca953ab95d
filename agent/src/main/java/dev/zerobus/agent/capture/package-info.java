// SPDX-License-Identifier: Apache-2.0
/**
 * Takes the log events of Log4j2, Logback and {@code java.util.logging} as they pass the hooks that are woven into these.
 * Entry type: {@link dev.zerobus.agent.capture.LogCapture}.
 *
 * <p>Threads: hooks run on the application's threads and are safe from any; the frame of a thread is its own.
 *
 * <pre>
 *   LoggerConfig.processLogEvent --&gt; Log4j2Hook --+--&gt; LogAdapter of that Log4j2 --&gt; Log4j2Mapper --+
 *   Logger.callAppenders ----------&gt; LogbackHook -+--&gt; LogAdapter of that Logback -&gt; LogbackMapper -+--&gt; LogDoor
 *   Logger.log(LogRecord) ---------&gt; JulHook -----+--------------------------------&gt; JulMapper -----+
 *                                        ^        |
 *                                   CallFrames: what this thread is inside of; a framework's event inside of
 *                                   a JUL record claims it
 * </pre>
 */
@NullMarked
package dev.zerobus.agent.capture;

import org.jspecify.annotations.NullMarked;
