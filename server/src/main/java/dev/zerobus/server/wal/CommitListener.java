// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.wal;

/** Hears what became of the entries it appended. Called on the thread {@code zerobus-wal}; must neither block nor throw. */
public interface CommitListener {

    /**
     * Everything this listener appended up to a ticket is on disk. Called at most once per commit, with the highest ticket.
     *
     * @param ticket as given to {@link Wal#append}
     */
    void durable(long ticket);

    /**
     * What this listener appended and was not told durable will not become so: the log has failed. Called once at most.
     *
     * @param failure what happened and what to do about it
     */
    void failed(WalFailedException failure);
}
