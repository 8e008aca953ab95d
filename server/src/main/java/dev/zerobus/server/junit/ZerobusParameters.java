// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.junit;

import dev.zerobus.server.ZerobusServer;
import dev.zerobus.server.fault.Faults;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The server of a class with {@link ZerobusTest}; it is kept in JUnit's store of that class. Stateless. */
final class ZerobusParameters implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ZerobusParameters.class);
    private static final List<Class<?>> TYPES =
            List.of(ZerobusServerExtension.class, ZerobusServer.class, Faults.class);

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        ZerobusTest test = context.getRequiredTestClass().getAnnotation(ZerobusTest.class);
        if (test == null) {
            // a class inside another one: the outer one's server is there already
            return;
        }
        ZerobusServerExtension started = ZerobusServerExtension.withTables(test.value());
        started.start();
        context.getStore(NAMESPACE).put(ZerobusServerExtension.class, started);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        zerobus(context).faults().clear();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        ZerobusServerExtension started =
                context.getStore(NAMESPACE).remove(ZerobusServerExtension.class, ZerobusServerExtension.class);
        if (started != null) {
            started.stop();
        }
    }

    private static ZerobusServerExtension zerobus(ExtensionContext context) {
        ZerobusServerExtension started =
                context.getStore(NAMESPACE).get(ZerobusServerExtension.class, ZerobusServerExtension.class);
        if (started == null) {
            throw new IllegalStateException("no server: put @ZerobusTest on the class of the tests");
        }
        return started;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TYPES.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ZerobusServerExtension zerobus = zerobus(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == ZerobusServer.class) {
            return zerobus.server();
        }
        return type == Faults.class ? zerobus.faults() : zerobus;
    }
}
