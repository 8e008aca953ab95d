// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave;

import dev.zerobus.agent.method.MethodRecord;
import dev.zerobus.agent.method.MethodRule;
import dev.zerobus.api.Emits;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a class file which methods there are and what {@code @Emits} says about them. From the bytes alone: no other
 * class is looked up. Owned by one thread.
 */
final class ClassFacts extends ClassVisitor {

    private static final String EMITS = Type.getDescriptor(Emits.class);
    private static final String FIELD = Type.getDescriptor(Emits.Field.class);

    private final String className;
    private final List<MethodFacts> methods = new ArrayList<>();

    private ClassFacts(String className) {
        super(OpenedClassReader.ASM_API);
        this.className = className;
    }

    static List<MethodFacts> methods(String className, byte[] bytes) {
        ClassFacts facts = new ClassFacts(className);
        // the code is skipped; the names of parameters are not a part of it
        ClassReader reader = OpenedClassReader.of(bytes);
        reader.accept(facts, ClassReader.SKIP_CODE);
        return facts.methods;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        return new OneMethod(access, name, descriptor);
    }

    private String defaultEvent(String method) {
        return MethodRecord.eventName(
                method.equals(MethodRule.CONSTRUCTOR)
                        ? className.substring(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1)
                        : method);
    }

    /** One method of the class. */
    private final class OneMethod extends MethodVisitor {
        private final int access;
        private final String name;
        private final String descriptor;
        private final List<String> parameterTypes = new ArrayList<>();
        private final List<String> parameterNames = new ArrayList<>();
        private final @Nullable String[] fields;
        private @Nullable EmitsValues emits;
        private int annotable;

        OneMethod(int access, String name, String descriptor) {
            super(OpenedClassReader.ASM_API);
            this.access = access;
            this.name = name;
            this.descriptor = descriptor;
            for (Type type : Type.getArgumentTypes(descriptor)) {
                parameterTypes.add(type.getClassName());
            }
            this.fields = new String[parameterTypes.size()];
            this.annotable = fields.length;
        }

        @Override
        public void visitParameter(@Nullable String parameter, int parameterAccess) {
            parameterNames.add(parameter == null ? "" : parameter);
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String type, boolean visible) {
            if (!type.equals(EMITS)) {
                return null;
            }
            emits = new EmitsValues(defaultEvent(name));
            return emits;
        }

        @Override
        public void visitAnnotableParameterCount(int count, boolean visible) {
            annotable = count;
        }

        @Override
        public @Nullable AnnotationVisitor visitParameterAnnotation(int parameter, String type, boolean visible) {
            // compilers leave out the annotations of parameters that they add in front: the outer instance, an enum's
            // two
            int index = parameter + fields.length - annotable;
            if (!type.equals(FIELD) || index < 0 || index >= fields.length) {
                return null;
            }
            fields[index] =
                    index < parameterNames.size() && !parameterNames.get(index).isEmpty()
                            ? parameterNames.get(index)
                            : "arg" + index;
            return new AnnotationVisitor(OpenedClassReader.ASM_API) {
                @Override
                public void visit(String key, Object value) {
                    if (key.equals("value") && !((String) value).isEmpty()) {
                        fields[index] = (String) value;
                    }
                }
            };
        }

        @Override
        public void visitEnd() {
            methods.add(new MethodFacts(access, name, descriptor, parameterTypes, record()));
        }

        private @Nullable MethodRecord record() {
            EmitsValues values = emits;
            if (values == null) {
                return null;
            }
            for (int i = 0; i < fields.length; i++) {
                String field = fields[i];
                if (field != null) {
                    values.record.argument(i, field);
                }
            }
            return values.record.build();
        }
    }
}
