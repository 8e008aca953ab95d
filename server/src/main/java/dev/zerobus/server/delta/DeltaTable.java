// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.delta;

import dev.zerobus.server.delta.engine.DeltaEngine;
import io.delta.kernel.DataWriteContext;
import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.TableManager;
import io.delta.kernel.Transaction;
import io.delta.kernel.TransactionCommitResult;
import io.delta.kernel.data.Row;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.hook.PostCommitHook.PostCommitHookType;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.DataFileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The log of one table, for appending to it. Which part of the write-ahead log is in the table is read from the table, never
 * remembered beside it. Owned by the materialiser's thread.
 */
final class DeltaTable {

    private final DeltaEngine engine;
    private final Path location;
    private final String appId;
    private @Nullable Snapshot snapshot;
    private List<Column> statisticsColumns = List.of();
    private @Nullable String hookFailure;

    DeltaTable(DeltaEngine engine, Path location, String appId) {
        this.engine = engine;
        this.location = location;
        this.appId = appId;
    }

    boolean loaded() {
        return snapshot != null;
    }

    /** Makes the next use read the log again. */
    void forget() {
        snapshot = null;
    }

    /** Reads the newest version. */
    Snapshot load() {
        Snapshot read = TableManager.loadSnapshot(DeltaEngine.text(location)).build(engine);
        Row state = read.buildUpdateTableTransaction(DeltaEngine.ENGINE_INFO, Operation.STREAMING_UPDATE)
                .build(engine)
                .getTransactionState(engine);
        statisticsColumns = Transaction.getWriteContext(engine, state, Map.of()).getStatisticsColumns();
        snapshot = read;
        return read;
    }

    private Snapshot current() {
        return snapshot == null ? load() : snapshot;
    }

    StructType schema() {
        return current().getSchema();
    }

    long version() {
        return current().getVersion();
    }

    List<Column> statisticsColumns() {
        return statisticsColumns;
    }

    Path location() {
        return location;
    }

    /** What went wrong beside the latest commit, which stands all the same; null if nothing did. */
    @Nullable
    String hookFailure() {
        return hookFailure;
    }

    /** Returns the position of the write-ahead log up to which the version that was read has everything; 0 if none. */
    long applied() {
        return current().getLatestTransactionVersion(engine, appId).orElse(0L);
    }

    /**
     * Appends files in one version, together with the position that they reach.
     *
     * @return the version
     * @throws IOException if it is certain that the files are not in the table
     * @throws RuntimeException likewise
     */
    long commit(List<DataFileStatus> files, long position) throws IOException {
        try {
            Transaction transaction = current()
                    .buildUpdateTableTransaction(DeltaEngine.ENGINE_INFO, Operation.STREAMING_UPDATE)
                    .withTransactionId(appId, position)
                    .build(engine);
            TransactionCommitResult result = transaction.commit(engine, appends(transaction, files));
            snapshot = result.getPostCommitSnapshot().orElse(null);
            runHooks(result.getPostCommitHooks());
            return result.getVersion();
        } catch (RuntimeException e) {
            // whatever was thrown, above all ConcurrentTransactionException and CommitStateUnknownException: the log
            // knows
            Snapshot newest = load();
            if (applied() >= position) {
                return newest.getVersion();
            }
            throw e;
        }
    }

    private CloseableIterable<Row> appends(Transaction transaction, List<DataFileStatus> files) throws IOException {
        Row state = transaction.getTransactionState(engine);
        DataWriteContext context = Transaction.getWriteContext(engine, state, Map.of());
        List<Row> actions = new ArrayList<>();
        try (var rows = Transaction.generateAppendActions(
                engine, state, Utils.toCloseableIterator(files.iterator()), context)) {
            while (rows.hasNext()) {
                actions.add(rows.next());
            }
        }
        return CloseableIterable.inMemoryIterable(Utils.toCloseableIterator(actions.iterator()));
    }

    /** Checkpoints, checksums and cleaning: useful, but no commit fails because one of them did. */
    private void runHooks(List<PostCommitHook> hooks) {
        hookFailure = null;
        for (PostCommitHook hook : hooks) {
            try {
                hook.threadSafeInvoke(engine);
            } catch (IOException | RuntimeException e) {
                hookFailure = hook.getType() + " after a commit failed: " + e;
                snapshot = null;
            }
            if (hook.getType() == PostCommitHookType.CHECKPOINT) {
                // the next version starts from the checkpoint and not from a growing tail of commits
                snapshot = null;
            }
        }
    }
}
