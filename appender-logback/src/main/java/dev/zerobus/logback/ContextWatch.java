// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.spi.LifeCycle;
import java.util.ArrayList;
import java.util.List;

/**
 * Watches one logger context, to tell a stop of an appender that somebody wants from one that is a part of reading the
 * configuration anew; and marks the context while a Zerobus appender is started in it.
 *
 * <pre>
 *   LoggerContext.reset():  components.stop()   all appenders.stop()   listeners.onReset()
 *                           = {@link #stop}             they park              {@link #onReset}
 *   LoggerContext.stop():   reset() as above, then listeners.onStop(): what that very reset parked is closed now
 * </pre>
 *
 * <p>A reset that came before somebody stops the context (Spring Boot does both before it reads a configuration) was for
 * reading it anew: what it parked stays. Safe from any thread.
 */
final class ContextWatch implements LoggerContextListener, LifeCycle {

    /** By this object others see that log events of the context are taken by an appender already. */
    static final String MARK = "dev.zerobus.appender";

    private final LoggerContext context;
    private final Clients clients;
    private final List<SharedClient> parked = new ArrayList<>();
    private int appenders;
    private boolean resetting;
    /** Whether the last reset was the one that parked. */
    private boolean fresh;

    private ContextWatch(LoggerContext context, Clients clients) {
        this.context = context;
        this.clients = clients;
    }

    /** Finds the context's watch, or begins one. */
    static ContextWatch of(LoggerContext context, Clients clients) {
        synchronized (clients) {
            for (LoggerContextListener listener : context.getCopyOfListenerList()) {
                if (listener instanceof ContextWatch) {
                    return (ContextWatch) listener;
                }
            }
            ContextWatch watch = new ContextWatch(context, clients);
            context.addListener(watch);
            return watch;
        }
    }

    /** An appender has started. */
    synchronized void started() {
        appenders++;
        context.putObject(MARK, true);
        // a reset forgets whom it has stopped
        context.register(this);
    }

    /**
     * An appender stops: its client is parked if a new configuration may claim it, else given back and, by the last, closed.
     * Returns whether it is parked.
     */
    boolean stopped(SharedClient client) {
        boolean parked = parks(client);
        if (parked) {
            clients.park(client);
        } else {
            clients.release(client);
        }
        return parked;
    }

    private synchronized boolean parks(SharedClient client) {
        appenders--;
        if (appenders == 0) {
            context.removeObject(MARK);
        }
        if (resetting) {
            parked.add(client);
        }
        return resetting;
    }

    // -- a component of the context: the first to be stopped when it is reset

    @Override
    public void start() {
        // there is nothing to do
    }

    @Override
    public synchronized void stop() {
        resetting = true;
        parked.clear();
    }

    @Override
    public boolean isStarted() {
        return true;
    }

    // -- a listener of the context

    @Override
    public boolean isResetResistant() {
        return true;
    }

    @Override
    public synchronized void onReset(LoggerContext reset) {
        fresh = resetting;
        resetting = false;
        if (!fresh) {
            parked.clear();
        }
    }

    @Override
    public void onStop(LoggerContext stopped) {
        List<SharedClient> mine;
        synchronized (this) {
            mine = fresh ? new ArrayList<>(parked) : List.of();
            parked.clear();
            fresh = false;
        }
        mine.forEach(clients::closeParked);
    }

    @Override
    public void onStart(LoggerContext started) {
        // appenders tell when they start
    }

    @Override
    public void onLevelChange(Logger logger, Level level) {
        // of no interest
    }
}
