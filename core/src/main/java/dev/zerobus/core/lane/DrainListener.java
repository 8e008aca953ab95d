// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.lane;

import dev.zerobus.core.metrics.LaneMetrics;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.stream.SessionListener;
import dev.zerobus.core.stream.SessionState;
import dev.zerobus.core.stream.StreamFailure;

/** Passes what the session tells on to the drain, counts it and says what people should know. On the drain thread. */
final class DrainListener implements SessionListener {

    private final Drain drain;
    private final LaneStream stream;
    private final String lane;
    private final LaneMetrics metrics;
    private final StatusChannel status;

    DrainListener(Drain drain, LaneStream stream, LaneParts parts) {
        this.drain = drain;
        this.stream = stream;
        this.lane = parts.name();
        this.metrics = parts.metrics();
        this.status = parts.status();
    }

    @Override
    public void opened() {
        metrics.streamOpened();
        drain.opened(stream);
    }

    @Override
    public void acked(long offset) {
        drain.acked(stream, offset);
    }

    @Override
    public void lost(StreamFailure why) {
        metrics.streamLost();
        stream.delivery().lost();
    }

    @Override
    public void rejected(StreamFailure why) {
        metrics.streamLost();
        status.say(
                StatusChannel.Level.WARN,
                lane + "/rejected",
                "lane " + lane + ": the service has rejected a request, the record it means is looked for: " + why);
        drain.rejected(stream, why);
    }

    @Override
    public void schemaRejected(StreamFailure why) {
        status.say(
                StatusChannel.Level.WARN,
                lane + "/schemaRejected",
                "lane " + lane + ": the service does not take the table's columns as this client knows them: " + why
                        + "; the schema is fetched again, events wait");
        drain.schemaRejected();
    }

    @Override
    public void closeSignalled() {
        metrics.closeSignalled();
    }

    @Override
    public void ackIgnored(long offset) {
        metrics.ackIgnored();
    }

    @Override
    public void stateChanged(SessionState from, SessionState to, String why) {
        drain.stateChanged(stream, to, why);
    }
}
