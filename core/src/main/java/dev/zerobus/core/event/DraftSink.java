// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.event;

/**
 * Who gets an emitted draft: routes it to a lane, which copies its bytes. Called on the application's thread, from many at
 * once.
 */
public interface DraftSink {

    /**
     * Takes an event. The draft's bytes must be copied before this returns: the draft is used again.
     *
     * @param draft the event, complete
     * @return whether it was accepted; a refusal has been counted with its reason
     */
    boolean accept(EventDraft draft);
}
