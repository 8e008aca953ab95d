// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import dev.zerobus.testkit.Await;
import dev.zerobus.testkit.JavaCommand;
import dev.zerobus.testkit.JavaProcess;
import java.io.Serializable;

/**
 * An application in a process of its own: scenarios go to it as lines on its standard input, answers come back as lines on its
 * standard output. Owned by the test's thread.
 */
public final class ForkedDoor implements Door {

    private final JavaProcess process;
    private int asked;
    private boolean ended;

    private ForkedDoor(JavaProcess process) {
        this.process = process;
    }

    /**
     * Starts an application.
     *
     * @param command the JVM with whatever it needs (agent, class path with the application's class and this one, options); what
     *     to run is set here
     * @param app the application's class; has a public constructor without arguments
     * @param settings how it is started
     * @return the started one
     */
    public static ForkedDoor start(JavaCommand command, Class<? extends LoggingApplication> app, DoorSettings settings)
            throws Exception {
        JavaProcess process =
                command.main(ForkedMain.class).arguments(app.getName()).start();
        ForkedDoor door = new ForkedDoor(process);
        try {
            door.ask(settings);
        } catch (Exception | AssertionError e) {
            process.close();
            throw e;
        }
        return door;
    }

    @Override
    public <T extends Serializable> T run(Scenario<T> scenario) throws Exception {
        return this.<T>ask(scenario);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the scenario's own answer comes back
    private <T> T ask(Serializable question) throws Exception {
        asked++;
        process.send(ForkedMain.write(question));
        String prefix = ForkedMain.ANSWER + asked + " ";
        Object answer = ForkedMain.read(process.awaitLine(prefix).substring(prefix.length()));
        if (answer instanceof ForkedMain.Thrown thrown) {
            throw new AssertionError("in the application's process: " + thrown.text() + "\n" + process);
        }
        return (T) answer;
    }

    /**
     * Returns the process.
     *
     * @return the application's process, to look at what it says, or to end it in another way
     */
    public JavaProcess process() {
        return process;
    }

    @Override
    public void end() throws Exception {
        if (ended) {
            return;
        }
        ended = true;
        process.endInput();
        int status = process.awaitExit(Await.LONG.multipliedBy(2));
        if (status != 0) {
            throw new AssertionError("the application ended with status " + status + ": " + process);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
