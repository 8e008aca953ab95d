// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave;

import dev.zerobus.agent.method.MethodRecord;
import dev.zerobus.agent.method.MethodRule;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** What a class file says about one of its methods. Immutable. */
final class MethodFacts {

    private final int access;
    private final String name;
    private final String descriptor;
    private final List<String> parameterTypes;
    private final @Nullable MethodRecord emits;

    MethodFacts(int access, String name, String descriptor, List<String> parameterTypes, @Nullable MethodRecord emits) {
        this.access = access;
        this.name = name;
        this.descriptor = descriptor;
        this.parameterTypes = parameterTypes;
        this.emits = emits;
    }

    /** Bridges only call what is woven anyhow, and the compiler's own methods are nobody's idea. */
    boolean canBeWoven() {
        int without = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC;
        return (access & without) == 0 && !name.equals("<clinit>");
    }

    boolean isConstructor() {
        return name.equals(MethodRule.CONSTRUCTOR);
    }

    String name() {
        return name;
    }

    String descriptor() {
        return descriptor;
    }

    /** As in source, such as {@code byte[]}. */
    List<String> parameterTypes() {
        return parameterTypes;
    }

    /** What the annotation says; null without one. */
    @Nullable
    MethodRecord emits() {
        return emits;
    }
}
