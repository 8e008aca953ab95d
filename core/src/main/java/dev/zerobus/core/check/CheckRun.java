// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.check;

import dev.zerobus.core.check.CheckStep.Outcome;
import dev.zerobus.core.check.CheckStep.Part;
import dev.zerobus.core.config.AuthMode;
import dev.zerobus.core.config.ConfigException;
import dev.zerobus.core.config.ConnectionOptions;
import dev.zerobus.core.config.LaneConfig;
import dev.zerobus.core.config.LaneOptions;
import dev.zerobus.core.config.SchemaOrigin;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.connect.Connections;
import dev.zerobus.core.stream.StreamEndpoint;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One run of a check: the steps in order, each only if what it needs has worked. Owned by the calling thread, used once. */
final class CheckRun {

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final ZerobusConfig config;
    private final Map<String, String> environment;
    private final CheckLimits limits;
    private final Consumer<CheckStep> progress;
    private final List<CheckStep> steps = new ArrayList<>();

    CheckRun(ZerobusConfig config, Map<String, String> environment, CheckLimits limits, Consumer<CheckStep> progress) {
        this.config = config;
        this.environment = environment;
        this.limits = limits;
        this.progress = progress;
    }

    CheckReport run() {
        if (!config.enabled()) {
            add(
                    Part.CONFIGURATION,
                    "",
                    Finding.warn(
                            "zerobus.enabled = false: no event is sent, and nothing else was checked",
                            "set it to true"),
                    0);
            return new CheckReport(steps);
        }
        Connections connections;
        try {
            connections = new Connections(config, Runnable::run, environment);
        } catch (ConfigException e) {
            add(Part.CONFIGURATION, "", Finding.failed(String.valueOf(e.getMessage()), "correct the configuration"), 0);
            return new CheckReport(steps);
        }
        add(Part.CONFIGURATION, "", configuration(), 0);
        boolean endpoint = endpoint(connections);
        boolean workspace = workspace(connections);
        boolean token = workspace && token(connections);
        for (LaneConfig lane : config.lanes()) {
            new LaneCheck(this, connections, config, lane).run(endpoint, token);
        }
        return new CheckReport(steps);
    }

    private Finding configuration() {
        String lanes = config.lanes().stream().map(LaneConfig::toString).collect(Collectors.joining(", "));
        return config.warnings().isEmpty()
                ? Finding.ok(lanes)
                : Finding.warn(lanes + "; " + String.join("; ", config.warnings()), "look at the warnings");
    }

    private boolean endpoint(Connections connections) {
        StreamEndpoint endpoint = connections.endpoint();
        HostCheck host = new HostCheck(
                ConnectionOptions.ENDPOINT.toString(),
                endpoint.host(),
                endpoint.port(),
                "h2",
                connections.proxies(),
                connections.tls(),
                limits.connectMillis);
        return host(host, "", endpoint.plaintext());
    }

    /** The workspace is only needed for tokens and schemas. */
    private boolean workspace(Connections connections) {
        URI url = connections.workspace();
        boolean unity =
                config.lanes().stream().anyMatch(lane -> lane.get(LaneOptions.SCHEMA_SOURCE) == SchemaOrigin.UNITY);
        if (url == null || (config.get(ConnectionOptions.AUTH) == AuthMode.NONE && !unity)) {
            return true;
        }
        boolean plaintext = "http".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : plaintext ? HTTP_PORT : HTTPS_PORT;
        HostCheck host = new HostCheck(
                ConnectionOptions.WORKSPACE_URL.toString(),
                url.getHost(),
                port,
                null,
                connections.proxies(),
                connections.tls(),
                limits.connectMillis);
        return host(host, "workspace", plaintext);
    }

    private boolean host(HostCheck host, String subject, boolean plaintext) {
        if (!step(Part.ENDPOINT, subject, host::reach)) {
            skip(Part.TLS, subject, "there is no connection");
            return false;
        }
        if (plaintext) {
            skip(Part.TLS, subject, "http:// to this machine");
            return true;
        }
        return step(Part.TLS, subject, host::tls);
    }

    private boolean token(Connections connections) {
        if (config.get(ConnectionOptions.AUTH) == AuthMode.NONE) {
            skip(Part.TOKEN, "", ConnectionOptions.AUTH + " = none: the service is asked without a token");
            return true;
        }
        return step(Part.TOKEN, "", new TokenCheck(config, connections.tokens())::metadata);
    }

    /** Takes a step on a thread of its own; tells whether what comes after it may be tried. */
    boolean step(Part part, String subject, Callable<Finding> step) {
        long start = System.nanoTime();
        Finding finding = StepThread.run(step, limits.stepNanos);
        add(part, subject, finding, (System.nanoTime() - start) / 1_000_000);
        return finding.outcome != Outcome.FAILED;
    }

    void skip(Part part, String subject, String why) {
        add(part, subject, Finding.skipped(why), 0);
    }

    private void add(Part part, String subject, Finding finding, long millis) {
        CheckStep step = new CheckStep(part, subject, finding.outcome, finding.text, finding.advice, millis);
        steps.add(step);
        progress.accept(step);
    }
}
