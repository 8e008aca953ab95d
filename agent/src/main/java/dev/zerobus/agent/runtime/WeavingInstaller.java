// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.runtime;

import dev.zerobus.agent.capture.LogCapture;
import dev.zerobus.agent.method.MethodEvents;
import dev.zerobus.agent.method.MethodRules;
import dev.zerobus.agent.weave.Weaving;
import dev.zerobus.core.LazyClient;
import dev.zerobus.core.config.AgentOptions;
import dev.zerobus.core.config.CaptureOptions;
import dev.zerobus.core.event.EventDraft;
import dev.zerobus.core.status.StatusChannel;
import dev.zerobus.core.status.StatusChannel.Level;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Installs the capture of log events, and the events of methods. Stateless. Classes and no lambdas, of which a process's
 * first costs tens of milliseconds; and what only a captured event needs is made with the first one.
 */
final class WeavingInstaller implements Installer {

    private static final String METHOD = "method/";

    @Override
    public void install(AgentContext context) {
        MethodRules rules = MethodRules.of(context.config(), new Problems(context.status()));
        Begin begin = new Begin(context.client());
        MethodEvents methods = new MethodEvents(begin, context.status());
        context.open("capture", new CaptureDoors(context, begin));
        context.open("method", new MethodDoors(methods));
        Weaving.start(
                context.instrumentation(),
                context.config().get(CaptureOptions.FRAMEWORKS),
                rules,
                methods,
                context.late(),
                context.config().get(AgentOptions.VERBOSE),
                context.status());
    }

    /** Begins events. Safe from any thread. */
    private static final class Begin implements Function<String, @Nullable EventDraft> {
        private final LazyClient client;

        Begin(LazyClient client) {
            this.client = client;
        }

        @Override
        public @Nullable EventDraft apply(String event) {
            return client.begin(event);
        }
    }

    /** Says what is wrong with rules. */
    private static final class Problems implements Consumer<String> {
        private final StatusChannel status;

        Problems(StatusChannel status) {
            this.status = status;
        }

        @Override
        public void accept(String problem) {
            status.say(Level.ERROR, problem, problem + "; this rule is left out");
        }
    }

    /** The hooks of logging frameworks, made when the first is asked for. Safe from any thread. */
    private static final class CaptureDoors implements Function<String, @Nullable Object> {
        private final AgentContext context;
        private final Begin begin;
        private @Nullable LogCapture capture;

        CaptureDoors(AgentContext context, Begin begin) {
            this.context = context;
            this.begin = begin;
        }

        @Override
        public synchronized @Nullable Object apply(String name) {
            LogCapture made = capture;
            if (made == null) {
                made = new LogCapture(context.config(), begin, context.status());
                capture = made;
            }
            return made.apply(name);
        }
    }

    /** The events of methods, by the key that is woven into each. Safe from any thread. */
    private static final class MethodDoors implements Function<String, @Nullable Object> {
        private final MethodEvents methods;

        MethodDoors(MethodEvents methods) {
            this.methods = methods;
        }

        @Override
        public @Nullable Object apply(String name) {
            return methods.find(name.substring(METHOD.length()));
        }
    }
}
