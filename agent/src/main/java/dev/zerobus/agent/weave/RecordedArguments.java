// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave;

import dev.zerobus.agent.method.MethodRecord;
import dev.zerobus.agent.weave.advice.Recorded;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.constant.NullConstant;
import net.bytebuddy.implementation.bytecode.member.MethodVariableAccess;

/** Puts the recorded arguments into an array, and no other: a primitive that nobody wants is not boxed. Immutable. */
final class RecordedArguments implements Advice.OffsetMapping, Advice.OffsetMapping.Factory<Recorded> {

    private static final TypeDescription.Generic OBJECT =
            TypeDescription.ForLoadedType.of(Object.class).asGenericType();

    private final List<MethodRecord.Argument> recorded;

    RecordedArguments(List<MethodRecord.Argument> recorded) {
        this.recorded = recorded;
    }

    @Override
    public Class<Recorded> getAnnotationType() {
        return Recorded.class;
    }

    @Override
    public Advice.OffsetMapping make(
            ParameterDescription.InDefinedShape target,
            AnnotationDescription.Loadable<Recorded> annotation,
            AdviceType adviceType) {
        return this;
    }

    @Override
    public Target resolve(
            TypeDescription type,
            MethodDescription method,
            Assigner assigner,
            Advice.ArgumentHandler arguments,
            Sort sort) {
        if (recorded.isEmpty()) {
            return new Target.ForStackManipulation(NullConstant.INSTANCE);
        }
        List<StackManipulation> values = new ArrayList<>();
        for (MethodRecord.Argument argument : recorded) {
            values.add(value(method, argument.index(), assigner, arguments));
        }
        return new Target.ForArray.ReadOnly(OBJECT, values);
    }

    private static StackManipulation value(
            MethodDescription method, int index, Assigner assigner, Advice.ArgumentHandler arguments) {
        if (index >= method.getParameters().size()) {
            return NullConstant.INSTANCE;
        }
        ParameterDescription parameter = method.getParameters().get(index);
        TypeDescription.Generic type = parameter.getType().asErasure().asGenericType();
        return new StackManipulation.Compound(
                MethodVariableAccess.of(type).loadFrom(arguments.argument(parameter.getOffset())),
                assigner.assign(type, OBJECT, Assigner.Typing.STATIC));
    }
}
