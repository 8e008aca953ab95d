// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.fault;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes a server misbehave on purpose, so that an application's tests see how it takes that.
 *
 * <pre>{@code
 * InjectedFault broken = server.faults().add(Fault.onOpen().status(Status.Code.UNAVAILABLE).times(3));
 * ... the application writes ...
 * assertThat(broken.fired()).isEqualTo(3);
 * }</pre>
 *
 * <p>When several faults wait for the same thing, the one that was added first happens. Safe from any thread.
 */
public final class Faults {

    private final FaultBoard board;
    private final Consumer<InjectedFault> now;

    /**
     * Creates the face of a board; a server has one.
     *
     * @param board where faults wait
     * @param now does those of {@link FaultPlace#NOW}
     */
    public Faults(FaultBoard board, Consumer<InjectedFault> now) {
        this.board = board;
        this.now = now;
    }

    /**
     * Adds a fault. One of {@link FaultPlace#NOW} has happened when this returns.
     *
     * @param fault what shall go wrong
     * @return its handle
     * @throws IllegalArgumentException if it can not happen, such as altering a table that is not there
     */
    public InjectedFault add(Fault fault) {
        InjectedFault added = board.add(fault);
        if (fault.place() == FaultPlace.NOW) {
            try {
                now.accept(added);
            } catch (RuntimeException e) {
                added.clear();
                throw e;
            }
        }
        return added;
    }

    /**
     * Adds a fault.
     *
     * @param json as {@link Fault#toJson} writes it
     * @return its handle
     * @throws IllegalArgumentException if it is none; the message says what is right
     */
    public InjectedFault add(String json) {
        return add(Fault.fromJson(json));
    }

    /**
     * Announces that all streams will be closed.
     *
     * @param time the time that the signals name
     * @return its handle
     */
    public InjectedFault closeSignal(Duration time) {
        return add(Fault.now().closeSignal(time));
    }

    /**
     * Resets all connections that have streams.
     *
     * @return its handle
     */
    public InjectedFault resetConnections() {
        return add(Fault.now().reset());
    }

    /**
     * Freezes all connections that have streams, until the handle is cleared.
     *
     * @return its handle
     */
    public InjectedFault freezeConnections() {
        return add(Fault.now().freeze());
    }

    /**
     * Makes every token worthless that was given until now.
     *
     * @return its handle
     */
    public InjectedFault expireTokens() {
        return add(Fault.now().expireTokens());
    }

    /**
     * Takes the grants on a table away until the handle is cleared, and ends its open streams with PERMISSION_DENIED.
     *
     * @param table its full name
     * @return the handle of the revoked grant
     */
    public InjectedFault revoke(String table) {
        InjectedFault revoked = add(Fault.onGrant().revoke().table(table));
        add(Fault.now()
                .status(io.grpc.Status.Code.PERMISSION_DENIED, "the grants on table " + table + " were revoked")
                .table(table));
        return revoked;
    }

    /**
     * Alters a table, see {@link FaultAt#alter}.
     *
     * @param sql {@code ALTER TABLE ...}
     * @return its handle
     */
    public InjectedFault alterTable(String sql) {
        return add(Fault.now().alter(sql));
    }

    /**
     * Lists the faults that were added and not cleared; those that have happened often enough are among them.
     *
     * @return handles in the order of adding
     */
    public List<InjectedFault> all() {
        return board.all();
    }

    /**
     * Finds a fault.
     *
     * @param id its {@link InjectedFault#id}
     * @return a list with its handle, empty if it was cleared or never was
     */
    public List<InjectedFault> find(long id) {
        return board.all().stream().filter(fault -> fault.id() == id).toList();
    }

    /**
     * Lists what has happened, also of faults that were cleared.
     *
     * @return in the order of happening; the newest 10,000
     */
    public List<FiredFault> fired() {
        return board.fired();
    }

    /** Clears all faults: nothing goes wrong any more, and what they hold goes on. */
    public void clear() {
        board.all().forEach(InjectedFault::clear);
    }
}
