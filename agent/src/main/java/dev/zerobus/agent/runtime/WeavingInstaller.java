// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.runtime;

import dev.zerobus.agent.capture.LogCapture;
import dev.zerobus.agent.method.MethodEvents;
import dev.zerobus.agent.method.MethodRules;
import dev.zerobus.agent.weave.Weaving;
import dev.zerobus.core.config.CaptureOptions;
import dev.zerobus.core.status.StatusChannel.Level;

/** Installs the capture of log events, and the events of methods. Stateless. */
final class WeavingInstaller implements Installer {

    private static final String METHOD = "method/";

    @Override
    public void install(AgentContext context) {
        MethodRules rules = MethodRules.of(
                context.config(),
                problem -> context.status().say(Level.ERROR, problem, problem + "; this rule is left out"));
        MethodEvents methods = new MethodEvents(context.client()::begin, context.status());
        context.open("capture", new LogCapture(context.config(), context.client()::begin, context.status()));
        context.open("method", name -> methods.find(name.substring(METHOD.length())));
        Weaving.start(
                context.instrumentation(),
                context.config().get(CaptureOptions.FRAMEWORKS),
                rules,
                methods,
                context.late(),
                context.status());
    }
}
