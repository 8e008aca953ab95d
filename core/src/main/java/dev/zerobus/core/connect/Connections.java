// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.connect;

import dev.zerobus.core.auth.OAuthTokens;
import dev.zerobus.core.auth.TokenSource;
import dev.zerobus.core.config.ClientSecret;
import dev.zerobus.core.config.ConfigException;
import dev.zerobus.core.config.ConnectionOptions;
import dev.zerobus.core.config.LaneConfig;
import dev.zerobus.core.config.LaneOptions;
import dev.zerobus.core.config.ProxyChoice;
import dev.zerobus.core.config.SchemaOrigin;
import dev.zerobus.core.config.ZerobusConfig;
import dev.zerobus.core.lane.StreamLimits;
import dev.zerobus.core.net.HttpCalls;
import dev.zerobus.core.net.Loopback;
import dev.zerobus.core.net.ProxyRules;
import dev.zerobus.core.net.TrustedCertificates;
import dev.zerobus.core.schema.DdlFileSchemaSource;
import dev.zerobus.core.schema.SchemaSource;
import dev.zerobus.core.schema.UnityCatalogSchemaSource;
import dev.zerobus.core.stream.GrpcSessions;
import dev.zerobus.core.stream.SessionFactory;
import dev.zerobus.core.stream.StreamEndpoint;
import dev.zerobus.core.stream.StreamSettings;
import java.io.File;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Makes what talks to the network, from the configuration; nothing of it does before it is used. Immutable. */
public final class Connections {

    private final StreamEndpoint endpoint;
    private final @Nullable URI workspace;
    private final ProxyRules proxies;
    private final SSLSocketFactory tls;
    private final HttpCalls http;
    private final TokenSource tokens;
    private final Executor house;
    private final ZerobusConfig config;

    /**
     * Prepares.
     *
     * @param config says where and who
     * @param house runs what may block
     * @param environment may name a proxy
     * @throws ConfigException if a certificate or proxy that the configuration names is none
     */
    public Connections(ZerobusConfig config, Executor house, Map<String, String> environment) {
        this.config = config;
        this.house = house;
        this.endpoint =
                StreamEndpoint.parse(config.get(ConnectionOptions.ENDPOINT).toString());
        this.workspace = config.find(ConnectionOptions.WORKSPACE_URL);
        this.proxies = proxies(config.get(ConnectionOptions.PROXY), environment);
        this.tls = tls(config.find(ConnectionOptions.TRUST_CERTIFICATE));
        this.http = new HttpCalls(proxies, tls, HttpCalls.DEFAULT_CONNECT_TIMEOUT, HttpCalls.DEFAULT_READ_TIMEOUT);
        this.tokens = tokens(config.clientSecret());
    }

    private static ProxyRules proxies(ProxyChoice choice, Map<String, String> environment) {
        if (choice == ProxyChoice.NONE) {
            return ProxyRules.direct();
        }
        if (choice == ProxyChoice.ENVIRONMENT) {
            try {
                return ProxyRules.fromEnvironment(environment);
            } catch (IllegalArgumentException e) {
                throw new ConfigException(
                        e.getMessage() + " (looked at because of " + ConnectionOptions.PROXY + " = 'env')");
            }
        }
        Map<String, String> rules = new HashMap<>(environment);
        rules.keySet()
                .removeIf(name -> name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy")
                        && !name.toLowerCase(java.util.Locale.ROOT).startsWith("no_"));
        rules.put("https_proxy", "http://" + choice);
        return ProxyRules.fromEnvironment(rules);
    }

    /** A file that was named is read at once: what is wrong with it is wrong with the configuration. */
    private static SSLSocketFactory tls(@Nullable File trusted) {
        if (trusted == null) {
            return new LazyTls(TrustedCertificates::platform);
        }
        try {
            return TrustedCertificates.platformAnd(trusted.toPath());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(ConnectionOptions.TRUST_CERTIFICATE + ": " + e.getMessage());
        }
    }

    private TokenSource tokens(@Nullable ClientSecret secret) {
        String clientId = config.find(ConnectionOptions.CLIENT_ID);
        if (secret == null || workspace == null || clientId == null) {
            return TokenSource.none();
        }
        String workspaceUrl = workspace.toString();
        return new SecretTokens(
                secret,
                text -> new OAuthTokens(workspaceUrl, endpoint.workspaceId(), clientId, text, http, System::nanoTime));
    }

    /**
     * Returns where events go.
     *
     * @return the endpoint
     */
    public StreamEndpoint endpoint() {
        return endpoint;
    }

    /**
     * Returns where tokens and schemas come from.
     *
     * @return the workspace; null if none is configured
     */
    public @Nullable URI workspace() {
        return workspace;
    }

    /**
     * Returns which connections go through a proxy.
     *
     * @return the rules
     */
    public ProxyRules proxies() {
        return proxies;
    }

    /**
     * Returns what makes TLS sockets.
     *
     * @return a factory that believes the platform's certificates and the configured ones
     */
    public SSLSocketFactory tls() {
        return tls;
    }

    /**
     * Returns where tokens come from.
     *
     * @return the source; one without tokens if the service asks for none
     */
    public TokenSource tokens() {
        return tokens;
    }

    /**
     * Makes the streams of a lane.
     *
     * @param lane its times and bounds
     * @return the factory
     */
    public SessionFactory sessions(LaneConfig lane) {
        Integer inFlightBytes = lane.find(LaneOptions.INFLIGHT_SIZE);
        StreamSettings settings = StreamSettings.builder()
                .openTimeout(lane.get(LaneOptions.OPEN_TIMEOUT))
                .ackTimeout(lane.get(LaneOptions.ACK_TIMEOUT))
                .backoff(lane.get(LaneOptions.BACKOFF_MIN), lane.get(LaneOptions.BACKOFF_MAX))
                .blockedRetry(lane.get(LaneOptions.BLOCKED_RETRY_MIN), lane.get(LaneOptions.BLOCKED_RETRY_MAX))
                .closeSignalMaxWait(lane.get(LaneOptions.CLOSE_SIGNAL_WAIT))
                .maxInFlightRequests(lane.get(LaneOptions.INFLIGHT_BATCHES))
                .maxInFlightBytes(inFlightBytes == null ? lane.get(LaneOptions.RING_SIZE) : inFlightBytes)
                .keepalive(
                        config.get(ConnectionOptions.KEEPALIVE_INTERVAL),
                        config.get(ConnectionOptions.KEEPALIVE_TIMEOUT))
                .build();
        return new GrpcSessions(endpoint, settings, tokens, proxies, tls, house);
    }

    /**
     * Returns what the service takes from a lane. What nobody has set is what the service documents, but for a server on this
     * machine, which has no quotas.
     *
     * @param lane what was set for it
     * @return the limits of each of its streams
     */
    public StreamLimits limits(LaneConfig lane) {
        boolean local = Loopback.is(config.get(ConnectionOptions.ENDPOINT).getHost());
        StreamLimits rates = StreamLimits.of(
                local && !lane.isSet(LaneOptions.STREAM_RATE_SIZE)
                        ? StreamLimits.MOST_BYTES_PER_SECOND
                        : lane.get(LaneOptions.STREAM_RATE_SIZE),
                local && !lane.isSet(LaneOptions.STREAM_RATE_RECORDS)
                        ? StreamLimits.MOST_RECORDS_PER_SECOND
                        : lane.get(LaneOptions.STREAM_RATE_RECORDS));
        return rates.withStreams(lane.get(LaneOptions.STREAM_COUNT));
    }

    /**
     * Makes what knows the columns of a lane's table.
     *
     * @param lane says whether Unity Catalog or a file is asked
     * @return the source
     * @throws ConfigException if Unity Catalog is to be asked and no workspace is configured
     */
    public SchemaSource schemas(LaneConfig lane) {
        File file = lane.find(LaneOptions.SCHEMA_FILE);
        if (lane.get(LaneOptions.SCHEMA_SOURCE) == SchemaOrigin.DDL && file != null) {
            return new DdlFileSchemaSource(file.toPath());
        }
        if (workspace == null) {
            throw new ConfigException(
                    ConnectionOptions.WORKSPACE_URL + " is required to read schemas from Unity Catalog");
        }
        return new FreshTokenSchemas(
                tokens,
                supplier -> new UnityCatalogSchemaSource(
                        workspace,
                        supplier,
                        url -> http.open(URI.create(url.toString())),
                        UnityCatalogSchemaSource.DEFAULT_TIMEOUT));
    }
}
