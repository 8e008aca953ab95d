// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

/** What the machine asks of the world. Called on the drain thread; nothing here blocks or calls the machine back. */
interface MachineEffects {

    /**
     * Begins an attempt: token, connection, call. What it leads to comes as events.
     *
     * @param freshToken whether the token used last is not to be used again
     */
    void startAttempt(boolean freshToken);

    /**
     * Sends the first message of the stream.
     *
     * @param descriptorProto the descriptor
     */
    void createStream(byte[] descriptorProto);

    /** Gives up the attempt or stream, if there is one: no event of it comes any more. */
    void endAttempt();
}
