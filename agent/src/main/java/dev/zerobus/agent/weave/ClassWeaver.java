// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave;

import dev.zerobus.agent.weave.advice.Door;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Weaves one class by Byte Buddy, which is loaded together with this. Bodies of methods change and nothing else: no member is
 * added, as classes that are loaded already demand. Other classes of the application are never looked up, and not loaded.
 * Stateless; safe from any thread. What it throws leaves the class as it was.
 */
final class ClassWeaver {

    private static final String ADVICE = "dev.zerobus.agent.weave.advice.";

    /** With a graph of the class's own methods: the usual one asks for all superclasses, which are the application's. */
    private final ByteBuddy byteBuddy =
            new ByteBuddy().with(TypeValidation.DISABLED).with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE);

    /** Where the advice's own bytes are. */
    private final ClassFileLocator adviceBytes = ClassFileLocator.ForClassLoader.of(ClassWeaver.class.getClassLoader());

    /** Advice is read and never loaded: it names classes of frameworks, which the agent's loader does not see. */
    private final TypePool advice = new TypePool.Default.WithLazyResolution(
            TypePool.CacheProvider.Simple.withObjectType(), adviceBytes, TypePool.Default.ReaderMode.FAST);

    /** Returns null if the class has not the method that log events pass. */
    byte @Nullable [] weave(HookTarget hook, byte[] bytes) {
        Weave weave = new Weave(hook.className(), bytes);
        switch (hook) {
            case LOGBACK:
                weave.hook("capture/logback", BiConsumer.class, ADVICE + "LogbackAdvice", method("callAppenders", 1));
                break;
            case LOG4J2:
                weave.hook("capture/log4j2", BiFunction.class, ADVICE + "Log4j2Advice", method("processLogEvent", 2));
                break;
            default:
                weave.hook("capture/jul", BiFunction.class, ADVICE + "JulAdvice", method("log", 1));
                weave.hook(
                        "capture/jul/handlers",
                        Consumer.class,
                        ADVICE + "JulHandlersAdvice",
                        method("accessCheckedHandlers", 0));
        }
        return weave.result();
    }

    private static ElementMatcher.Junction<MethodDescription> method(String name, int parameters) {
        return ElementMatchers.<MethodDescription>named(name)
                .and(ElementMatchers.takesArguments(parameters))
                .and(ElementMatchers.not(ElementMatchers.isStatic()))
                .and(ElementMatchers.not(ElementMatchers.isAbstract()));
    }

    private TypeDescription pattern(String name) {
        TypePool.Resolution found = advice.describe(name);
        if (!found.isResolved()) {
            throw new NoClassDefFoundError(name);
        }
        return found.resolve();
    }

    /** Returns null if there is nothing to weave. */
    byte @Nullable [] weave(String className, byte[] bytes, MethodPlans plans) {
        plans.plan(ClassFacts.methods(className, bytes));
        if (plans.bySignature().isEmpty()) {
            return null;
        }
        Weave weave = new Weave(className, bytes);
        plans.bySignature().forEach(weave::method);
        return weave.result();
    }

    /** One class being woven. Owned by the thread that loads it. */
    private final class Weave {
        private final ClassFileVersion version;
        private final TypeDescription type;
        private DynamicType.Builder<?> builder;
        private boolean complete = true;

        Weave(String className, byte[] bytes) {
            version = ClassFileVersion.ofClassFile(bytes);
            ClassFileLocator own = ClassFileLocator.Simple.of(className, bytes);
            TypePool pool = new TypePool.Default.WithLazyResolution(
                    new TypePool.CacheProvider.Simple(), own, TypePool.Default.ReaderMode.FAST);
            type = pool.describe(className).resolve();
            builder = byteBuddy.decorate(type, own);
        }

        void hook(String door, Class<?> doorType, String pattern, ElementMatcher<MethodDescription> matcher) {
            complete &= !type.getDeclaredMethods().filter(matcher).isEmpty();
            Advice bound = Advice.withCustomMapping()
                    .bind(Door.class, DoorLookup.of(door, doorType, version), doorType)
                    .to(pattern(pattern), adviceBytes);
            builder = builder.visit(new AsmVisitorWrapper.ForDeclaredMethods().invokable(matcher, bound));
        }

        void method(String signature, MethodPlan plan) {
            String pattern = plan.constructor
                    ? ADVICE + "ConstructorAdvice"
                    : plan.record.onlyFailures() ? ADVICE + "FailureAdvice" : ADVICE + "MethodAdvice";
            Advice bound = Advice.withCustomMapping()
                    .bind(Door.class, DoorLookup.of("method/" + plan.key, Consumer.class, version), Consumer.class)
                    .bind(new RecordedArguments(plan.record.arguments()))
                    .to(pattern(pattern), adviceBytes);
            builder = builder.visit(new AsmVisitorWrapper.ForDeclaredMethods()
                    .invokable(method -> (method.getInternalName() + method.getDescriptor()).equals(signature), bound));
        }

        byte @Nullable [] result() {
            return complete ? builder.make().getBytes() : null;
        }
    }
}
