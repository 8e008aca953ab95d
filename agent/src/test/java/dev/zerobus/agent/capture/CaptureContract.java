// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.capture;

import dev.zerobus.agent.testing.AgentApp;
import dev.zerobus.testkit.JavaCommand;
import dev.zerobus.testkit.contract.DoorSettings;
import dev.zerobus.testkit.contract.ForkedDoor;
import dev.zerobus.testkit.contract.ForkedMain;
import dev.zerobus.testkit.contract.LogDoorContract;
import dev.zerobus.testkit.contract.LoggingApplication;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The contract of every door, for the agent beside a framework that knows nothing of it, in a JVM of its own. */
abstract class CaptureContract extends LogDoorContract {

    @TempDir
    Path temp;

    /** The application's class and class path. */
    abstract AgentApp app(AgentApp in);

    abstract Class<? extends LoggingApplication> type();

    final AgentApp bare() {
        return app(AgentApp.in(temp).classes(type()).library(ForkedMain.class));
    }

    @Override
    protected final ForkedDoor open(DoorSettings settings) throws Exception {
        return start(bare().command(options(settings)), settings);
    }

    final ForkedDoor start(JavaCommand command, DoorSettings settings) throws Exception {
        return ForkedDoor.start(command, type(), settings);
    }

    /** What the agent is told; a framework that the JDK itself logs to has more to say. */
    Map<String, String> options(DoorSettings settings) {
        return settings.options();
    }
}
