// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.app;

import dev.zerobus.testkit.contract.DoorSettings;
import dev.zerobus.testkit.contract.LogCall;
import dev.zerobus.testkit.contract.LogLevel;
import dev.zerobus.testkit.contract.LoggingApplication;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Logs through {@code java.util.logging}, which knows nothing of us. */
public final class JulApp implements LoggingApplication {

    @Override
    public void start(DoorSettings settings) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler console = new ConsoleHandler();
        console.setLevel(Level.OFF);
        root.addHandler(console);
        root.setLevel(settings.everything() ? Level.ALL : level(settings.rootLevel()));
    }

    @Override
    public void reconfigure() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new ConsoleHandler());
        root.getHandlers()[0].setLevel(Level.OFF);
    }

    @Override
    public void log(LogCall call) {
        LogRecord record = new LogRecord(level(call.level()), template(call.template()));
        record.setLoggerName(call.logger());
        record.setThrown(call.failure());
        // a message format groups digits, which nobody wants in the number of an order
        record.setParameters(call.arguments().stream()
                .map(argument -> argument instanceof Integer ? argument.toString() : argument)
                .toArray());
        Logger.getLogger(call.logger()).log(record);
    }

    /** How its users write the places of arguments. */
    public static String template(String text) {
        StringBuilder numbered = new StringBuilder();
        int next = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean place = text.startsWith("{}", i);
            numbered.append(place ? "{" + next++ + "}" : text.charAt(i));
            i += place ? 1 : 0;
        }
        return numbered.toString();
    }

    /** The level of a name that the contract has. */
    public static Level level(LogLevel level) {
        return switch (level) {
            case TRACE -> Level.FINEST;
            case DEBUG -> Level.FINE;
            case INFO -> Level.INFO;
            case WARN -> Level.WARNING;
            case ERROR -> Level.SEVERE;
        };
    }

    @Override
    public void stop() {
        // nothing is open
    }
}
