// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.fault;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fault that has happened.
 *
 * @param number counts from 1 in the order of happening
 * @param fault the {@link InjectedFault#id} of the fault
 * @param place where
 * @param effect what
 * @param table whose stream, token or look-up it was; null if that is not known or there is none
 * @param stream the id of the stream, empty if there was none yet
 * @param offset the offset of the request or acknowledgement on its stream; -1 if there is none
 * @param time when
 */
public record FiredFault(
        long number,
        long fault,
        FaultPlace place,
        FaultEffect effect,
        @Nullable String table,
        String stream,
        long offset,
        Instant time) {}
