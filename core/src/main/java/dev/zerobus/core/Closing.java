// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import dev.zerobus.core.lane.LaneReport;
import dev.zerobus.core.thread.OwnThread;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Closes lanes beside each other: a lane that needs all of the time takes none of it from the others. */
final class Closing {

    private Closing() {}

    static CloseReport close(List<ClientLane> lanes, long timeoutNanos) {
        List<FutureTask<LaneReport>> tasks = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            ClientLane lane = lanes.get(i);
            FutureTask<LaneReport> task = new FutureTask<>(() -> lane.lane().close(timeoutNanos));
            tasks.add(task);
            boolean last = i == lanes.size() - 1;
            if (last) {
                task.run();
            } else {
                OwnThread.of(task, "close-" + lane.lane().name()).start();
            }
        }
        List<LaneReport> reports = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            LaneReport report = await(tasks.get(i));
            // whoever is interrupted does not wait, and asks the lane for its numbers of now; with the same time, as
            // this
            // may be the lane's first close, which sets it
            reports.add(report != null ? report : lanes.get(i).lane().close(timeoutNanos));
        }
        return new CloseReport(reports);
    }

    /** Waits without a limit of its own: a lane's close has one. Null if the caller was interrupted (its flag stays set). */
    private static @Nullable LaneReport await(FutureTask<LaneReport> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            return null;
        }
    }
}
