// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.testing;

import static org.assertj.core.api.Assertions.fail;

import com.google.protobuf.CodedOutputStream;
import dev.zerobus.core.auth.TokenSource;
import dev.zerobus.core.net.ProxyRules;
import dev.zerobus.core.net.TrustedCertificates;
import dev.zerobus.core.stream.GrpcSessions;
import dev.zerobus.core.stream.SessionFactory;
import dev.zerobus.core.stream.SessionState;
import dev.zerobus.core.stream.StreamEndpoint;
import dev.zerobus.core.stream.StreamSession;
import dev.zerobus.core.stream.StreamSettings;
import dev.zerobus.core.stream.StreamSettingsBuilder;
import dev.zerobus.schema.TableName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Drives one session as a drain thread does: polls, parks until woken or due. Owned by the test's thread. The clock is the real
 * one, plus what {@link #skip} adds.
 */
public final class SessionDriver implements AutoCloseable {

    public static final TableName TABLE = TableName.of("main.shop.orders");
    public static final byte[] DESCRIPTOR = {0x0A, 0x03, 'R', 'o', 'w'};

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    public final RecordingListener heard = new RecordingListener();
    public final StreamSession session;
    private long skippedNanos;

    public SessionDriver(SessionFactory factory) {
        Thread owner = Thread.currentThread();
        session = factory.create(TABLE, heard, () -> LockSupport.unpark(owner));
    }

    public static SessionDriver of(ScriptedZerobus server) {
        return of(server, settings().build());
    }

    public static SessionDriver of(ScriptedZerobus server, StreamSettings settings) {
        return new SessionDriver(factory(server, settings, TokenSource.none()));
    }

    public static SessionFactory factory(ScriptedZerobus server, StreamSettings settings, TokenSource tokens) {
        return new GrpcSessions(
                StreamEndpoint.parse(server.url()),
                settings,
                tokens,
                ProxyRules.direct(),
                TrustedCertificates.platform(),
                Runnable::run);
    }

    /** Defaults, with delays a test can wait for. */
    public static StreamSettingsBuilder settings() {
        return StreamSettings.builder().backoff(Duration.ofMillis(1), Duration.ofMillis(20));
    }

    public SessionDriver connect() {
        session.connect(DESCRIPTOR);
        return this;
    }

    public SessionDriver open() {
        connect().untilState(SessionState.OPEN);
        return this;
    }

    public SessionDriver untilState(SessionState state) {
        return until("state " + state, () -> session.state() == state);
    }

    /** Until the listener has heard something at least once. */
    public SessionDriver untilHeard(String what) {
        return untilHeard(what, 1);
    }

    public SessionDriver untilHeard(String what, int times) {
        return until("'" + what + "' " + times + " times", () -> heard.count(what) >= times);
    }

    /** Polls until something is so, with a deadline. */
    public SessionDriver until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            session.poll(now());
            if (condition.getAsBoolean()) {
                return this;
            }
            if (System.nanoTime() - deadline > 0) {
                fail("waited in vain for " + what + "; state " + session.state() + ", heard " + heard.heard()
                        + ", states " + heard.states() + ", reasons " + heard.reasons());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /** Moves the session's clock, and lets it see the time. */
    public SessionDriver skip(Duration time) {
        skippedNanos += time.toNanos();
        session.poll(now());
        return this;
    }

    /** Sends one batch when the session is ready, and returns its offset. */
    public long send(String... records) {
        byte[] rows = rows(records);
        until("ready", session::ready);
        return session.send(rows, 0, rows.length, records.length, now());
    }

    public long now() {
        return System.nanoTime() + skippedNanos;
    }

    /** Records as entries of ProtoEncodedRecordBatch. */
    public static byte[] rows(String... records) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            for (String record : records) {
                out.writeByteArray(1, record.getBytes(StandardCharsets.UTF_8));
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        session.close();
    }
}
