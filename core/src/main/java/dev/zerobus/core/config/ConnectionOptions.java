// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.io.File;
import java.net.URI;
import java.time.Duration;

/** The options that say where the service is and who we are. */
public final class ConnectionOptions {

    /** Where events go. */
    public static final Option<URI> ENDPOINT = Option.client(
            "endpoint",
            new HttpAddressType("https://1234567890.zerobus.us-west-2.cloud.databricks.com"),
            null,
            "Where events go: the Zerobus endpoint of the workspace. Without a scheme, `https://` is meant. Required.");

    /** Where tokens and schemas come from. */
    public static final Option<URI> WORKSPACE_URL = Option.client(
            "workspace.url",
            new HttpAddressType("https://dbc-a1b2345c-d6e7.cloud.databricks.com"),
            null,
            "Where tokens and schemas come from: the workspace. Required, unless `auth` is `none` and every schema is read from a file.");

    /** How the client shows who it is. */
    public static final Option<AuthMode> AUTH = Option.client(
            "auth",
            new ChoiceType<>(AuthMode.class),
            "oauth",
            "How the client shows who it is: `oauth` for a service principal, `none` for a local server that asks for nothing.");

    /** The service principal. */
    public static final Option<String> CLIENT_ID = Option.client(
            "client.id",
            new TextType(255, "the application id of the service principal"),
            null,
            "The service principal. Required with `auth=oauth`.");

    /** Its secret. */
    public static final Option<String> CLIENT_SECRET = Option.secret(
            "client.secret",
            new TextType(4_096, "the secret of the service principal"),
            "The service principal's secret. Set it by the environment or in code. In a file or as -D it works and is warned about (both are readable by others); in agent arguments it is refused.");

    /** The file with its secret. */
    public static final Option<File> CLIENT_SECRET_FILE = Option.client(
            "client.secret-file",
            new FileType("the secret of the service principal"),
            null,
            "A file that holds the secret and nothing else; read whenever a token is fetched, so a secret can be exchanged in a running process.");

    /** The variable with its secret. */
    public static final Option<String> CLIENT_SECRET_ENV = Option.client(
            "client.secret-env",
            new TextType(255, "the name of a variable of the environment"),
            null,
            "The name of another variable of the environment that holds the secret.");

    /** The application's name. */
    public static final Option<String> SERVICE_NAME = Option.client(
            "service.name",
            new TextType(255, "the application's name"),
            null,
            "The application's name. If set, every row has it as `service_name`, unless its event brings a field of that name.");

    /** The application's version. */
    public static final Option<String> SERVICE_VERSION = Option.client(
            "service.version",
            new TextType(255, "the application's version"),
            null,
            "The application's version. If set, every row has it as `service_version`, unless its event brings a field of that name.");

    /** Where the application runs. */
    public static final Option<String> SERVICE_ENVIRONMENT = Option.client(
            "service.environment",
            new TextType(255, "where the application runs, such as production"),
            null,
            "Where the application runs. If set, every row has it as `service_environment`, unless its event brings a field of that name.");

    /** Which certificate authority is trusted. */
    public static final Option<File> TRUST_CERTIFICATE = Option.client(
            "trust.certificate",
            new FileType("certificates as PEM"),
            null,
            "Certificates (PEM) to trust besides the JDK's own, such as that of a local server. Without it, those of the JDK.");

    /** Which proxy is used. */
    public static final Option<ProxyChoice> PROXY =
            Option.client("proxy", new ProxyType(), "env", "Which HTTP proxy is used for events, tokens and schemas.");

    /** How long the connection may be silent before it is probed. */
    public static final Option<Duration> KEEPALIVE_INTERVAL = Option.client(
            "keepalive.interval",
            new DurationType(Duration.ofSeconds(10), Duration.ofHours(1)),
            "30s",
            "How long a connection may be silent before HTTP/2 asks whether the other side is there.");

    /** How long the answer to a probe may take. */
    public static final Option<Duration> KEEPALIVE_TIMEOUT = Option.client(
            "keepalive.timeout",
            new DurationType(Duration.ofMillis(100), Duration.ofMinutes(5)),
            "10s",
            "How long the other side may take to answer that before the connection counts as dead.");

    private ConnectionOptions() {}
}
