// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.function.Function;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.TypeCasting;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.implementation.bytecode.constant.NullConstant;
import net.bytebuddy.implementation.bytecode.constant.TextConstant;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.utility.JavaConstant;

/**
 * The code by which woven classes find the agent's functions. It names nothing but the JDK, because a class loader of the
 * application may not see the agent's bridge.
 *
 * <pre>
 *   class files of Java 11 and later: a constant, made once for each class by the JDK's own bootstraps
 *       getSystemClassLoader() --&gt; loadClass("...Bridge") --&gt; its constant DOOR --&gt; apply(name)
 *   older ones: the same as calls, each time
 *       Class.forName("...Bridge", true, getSystemClassLoader()).getField("DOOR").get(null) --&gt; apply(name)
 * </pre>
 *
 * Stateless.
 */
final class DoorLookup {

    private static final String BRIDGE = "dev.zerobus.agent.Bridge";
    private static final String FIELD = "DOOR";

    private DoorLookup() {}

    static boolean canBeConstant(ClassFileVersion version) {
        return version.isAtLeast(ClassFileVersion.JAVA_V11);
    }

    static StackManipulation of(String name, Class<?> type, ClassFileVersion version) {
        try {
            return canBeConstant(version) ? constant(name, type) : calls(name, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the JDK lacks a method", e);
        }
    }

    private static StackManipulation constant(String name, Class<?> type) throws ReflectiveOperationException {
        JavaConstant loader = JavaConstant.Dynamic.ofInvocation(ClassLoader.class.getMethod("getSystemClassLoader"));
        JavaConstant bridge = JavaConstant.Dynamic.ofInvocation(
                ClassLoader.class.getMethod("loadClass", String.class), loader, BRIDGE);
        Method field = ConstantBootstraps.class.getMethod(
                "getStaticFinal", MethodHandles.Lookup.class, String.class, Class.class, Class.class);
        JavaConstant doors =
                JavaConstant.Dynamic.bootstrap(FIELD, field, bridge).withType(Function.class);
        JavaConstant door =
                JavaConstant.Dynamic.ofInvocation(Function.class.getMethod("apply", Object.class), doors, name);
        return new StackManipulation.Compound(door.toStackManipulation(), cast(type));
    }

    private static StackManipulation calls(String name, Class<?> type) throws ReflectiveOperationException {
        return new StackManipulation.Compound(
                new TextConstant(BRIDGE),
                IntegerConstant.ONE,
                invoke(ClassLoader.class.getMethod("getSystemClassLoader")),
                invoke(Class.class.getMethod("forName", String.class, boolean.class, ClassLoader.class)),
                new TextConstant(FIELD),
                invoke(Class.class.getMethod("getField", String.class)),
                NullConstant.INSTANCE,
                invoke(Field.class.getMethod("get", Object.class)),
                cast(Function.class),
                new TextConstant(name),
                invoke(Function.class.getMethod("apply", Object.class)),
                cast(type));
    }

    private static StackManipulation invoke(Method method) {
        return MethodInvocation.invoke(new MethodDescription.ForLoadedMethod(method));
    }

    private static StackManipulation cast(Class<?> type) {
        return TypeCasting.to(TypeDescription.ForLoadedType.of(type));
    }
}
