// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.samples.war.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Hosts applications. Lines of standard input tell it what to do, and each is answered by a line that begins alike:
 *
 * <pre>
 *   deploy DIRECTORY    loads and starts an application
 *   undeploy DIRECTORY  stops and drops it
 *   loaders             says how many class loaders of applications are still in memory after a collection
 * </pre>
 *
 * An application is a {@link Callable} and an {@link AutoCloseable}, named in {@code META-INF/services}; calling it starts it,
 * and says what is to be said about it.
 */
public final class Host {

    /** At most, while there is something left: threads of libraries take a moment to end. */
    private static final int COLLECTIONS = 100;

    private final Map<String, Deployment> running = new HashMap<>();
    private final List<WeakReference<WarLoader>> loaders = new ArrayList<>();

    private Host() {}

    /**
     * Hosts until the input ends.
     *
     * @param args none
     * @throws Exception whatever an application throws
     */
    public static void main(String[] args) throws Exception {
        Host host = new Host();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", 2);
            System.out.println(words[0] + " " + host.obey(words[0], words.length > 1 ? words[1] : ""));
        }
        for (Deployment app : host.running.values()) {
            app.stop();
        }
    }

    private Object obey(String command, String operand) throws Exception {
        return switch (command) {
            case "deploy" -> deploy(operand);
            case "undeploy" -> undeploy(operand);
            case "loaders" -> alive();
            default -> "unknown";
        };
    }

    private Object deploy(String war) throws Exception {
        WarLoader loader = WarLoader.of(Path.of(war));
        loaders.add(new WeakReference<>(loader));
        Deployment app = new Deployment(loader);
        running.put(war, app);
        return app.start();
    }

    private Object undeploy(String war) throws Exception {
        Deployment app = running.remove(war);
        if (app == null) {
            return "nothing";
        }
        app.stop();
        return "done";
    }

    private long alive() throws IOException, InterruptedException {
        for (int i = 0; i < COLLECTIONS && count() > running.size(); i++) {
            System.gc();
            Thread.sleep(50);
        }
        return count();
    }

    private long count() {
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }
}
