// SPDX-License-Identifier: Apache-2.0
/**
 * The appender of Log4j2: log events as rows of tables. Entry types: {@link dev.zerobus.log4j2.ZerobusAppender} for {@code
 * log4j2.xml} and for code; {@link dev.zerobus.log4j2.Log4j2Mapper}, which the agent uses too.
 *
 * <pre>
 *   log4j2.xml --Log4j--&gt; ZerobusAppenderBuilder + elements --&gt; AppenderSettings --&gt; ZerobusAppender
 *                                                                                       |  same settings, same manager
 *   application thread, or     --append(LogEvent)--&gt; ZerobusAppender --&gt; ZerobusManager --&gt; Log4j2Mapper --&gt; LogDoor --&gt; lane
 *   Log4j's asynchronous one
 * </pre>
 *
 * <p>Threads: a builder and what it collects are owned by the thread that configures Log4j; appender, manager and mapper are
 * safe from any thread. Nothing of an event is kept after {@code append} has returned.
 */
@NullMarked
package dev.zerobus.log4j2;

import org.jspecify.annotations.NullMarked;
