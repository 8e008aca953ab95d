// SPDX-License-Identifier: Apache-2.0
/**
 * Dead letters: accepted events that could not become rows, kept in files with their reason until somebody has repaired what
 * was wrong and sends them again.
 *
 * <p>Entry types: {@link dev.zerobus.core.dead.DeadLetters} writes, {@link dev.zerobus.core.dead.DeadLetterReader} reads,
 * {@link dev.zerobus.core.dead.DeadLetterMain} lists, shows and sends again. Nothing is null unless marked so.
 *
 * <pre>
 *   zerobus-drain-&lt;lane&gt;                                  dead-letters.dir (0700), files 0600
 *   --------------------                                  ----------------------------------
 *   SetAsideDesk --&gt; DeadLetters (one lock) --&gt; DeadLetterStore: dead-letters-00000003.jsonl   one line a letter,
 *                                                                 dead-letters-00000003.lock    while a process has it
 *
 *   the command, later
 *   ------------------
 *   DeadLetterReader --&gt; Resubmission --&gt; a lane of its own       dead-letters-00000002.progress    bytes done with
 *                                            |                    dead-letters-00000001.jsonl.done  all of it done
 *                                            +--- refused again --&gt; DeadLetters, a new file
 * </pre>
 *
 * <p>A line is written by one {@code write()} before the event's room in the ring is given back, so it survives {@code kill
 * -9}; it is not forced to the disk, so a power cut may cost the last seconds. What a letter consists of is at {@link
 * dev.zerobus.core.dead.DeadLetter}.
 */
@NullMarked
package dev.zerobus.core.dead;

import org.jspecify.annotations.NullMarked;
