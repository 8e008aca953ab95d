// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

/**
 * The old end of a lane's queue, on disk: events are appended behind the newest, read from any place on, and settled from
 * the oldest. Each keeps the number and the ring position that it had. Owned by the drain thread.
 *
 * <p>No method throws for trouble with the disk: {@link #append} and {@link #seal} answer false, and reading passes over what
 * is damaged.
 */
interface OldEnd {

    /** A lane without a disk. */
    OldEnd NONE = new NoOldEnd();

    /**
     * Appends a copy of an event. It can be read again once it is sealed.
     *
     * @return false if that is not possible now; what was appended and not sealed is appended again later
     */
    boolean append(byte[] bytes, int offset, int length, long seq, long position);

    /**
     * Makes everything appended survive the end of this process.
     *
     * @return false if that failed: what was not sealed before is not on the disk
     */
    boolean seal();

    /** Whether it is worth a try to append. */
    boolean usable(long nowNanos);

    /** Whether the disk has trouble, and is not merely full: what the ring still has is kept there. */
    boolean broken();

    /** Does what is due by time: forcing, telling how things are. */
    void tick(long nowNanos);

    /** The next {@link #next} answers the first event that has this number or a higher one. */
    void seek(long seq);

    /** Moves over the next sealed event and makes it the current one; false if there is none, or it {@link #waits}. */
    boolean next(long nowNanos);

    /** After {@link #next} answered false: whether there is more, which the file system does not give just now. */
    boolean waits();

    byte[] bytes();

    int offset();

    int length();

    /** The current event's number. */
    long seq();

    /** The ring position behind the current event. */
    long position();

    /** Everything below this number is durable at the service, or set aside: it need not be kept. */
    void settle(long seq);

    /** What is settled; of what an earlier process has left, as far as that had noted it. */
    long settledSeq();

    /** Number behind the last event, as far as that can be read. */
    long endSeq();

    /** Rises whenever something is met that can not be read. */
    long damage();

    /**
     * At the end: makes what is sealed survive a power cut as well, and takes itself away if everything is settled.
     *
     * @return whether what is unsettled is safe
     */
    boolean close();
}
