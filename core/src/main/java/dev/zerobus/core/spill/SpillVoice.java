// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.spill;

import dev.zerobus.core.status.StatusChannel;
import java.nio.file.Path;

/** Says what is wrong with a lane's spill, and what to do about it, once for each change. Owned by the drain thread. */
final class SpillVoice {

    private final StatusChannel status;
    private final String lane;
    private final Path directory;
    private boolean saidFull;
    private boolean saidWaiting;

    SpillVoice(StatusChannel status, String lane, Path directory) {
        this.status = status;
        this.lane = lane;
        this.directory = directory;
    }

    void broken(Exception why) {
        status.say(
                StatusChannel.Level.ERROR,
                lane + "/spill/broken",
                "lane " + lane + ": the spill in " + directory + " can not be written: " + why
                        + "; new events are kept in memory only, the disk is tried again every "
                        + SpillLog.PROBE_SECONDS + " s; free room or repair it");
    }

    void works() {
        status.say(
                StatusChannel.Level.INFO,
                lane + "/spill/works",
                "lane " + lane + ": the spill in " + directory + " can be written again");
    }

    void full(long bytes) {
        if (!saidFull) {
            saidFull = true;
            status.say(
                    StatusChannel.Level.WARN,
                    lane + "/spill/full",
                    "lane " + lane + ": the spill in " + directory + " is full (" + bytes
                            + " bytes); the overflow policy decides about new events until the service takes some; "
                            + "spill.max-size may be raised");
        }
    }

    void hasRoom() {
        saidFull = false;
    }

    void stays(Path file, Exception why) {
        status.say(
                StatusChannel.Level.WARN,
                lane + "/spill/delete",
                "lane " + lane + ": the spill can not delete " + file + ": " + why
                        + "; it may be deleted by hand, its events are at the service");
    }

    void waits(boolean now) {
        if (now && !saidWaiting) {
            status.say(
                    StatusChannel.Level.WARN,
                    lane + "/spill/waits",
                    "lane " + lane + ": the spill in " + directory + " can not be read now; sending waits for it, up"
                            + " to 10 minutes, then takes it for damaged; look after open files and the disk");
        }
        saidWaiting = now;
    }
}
