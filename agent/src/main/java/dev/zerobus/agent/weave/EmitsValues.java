// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave;

import dev.zerobus.agent.method.MethodRecord;
import dev.zerobus.api.Emits;
import dev.zerobus.api.Severity;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Takes over what one {@code @Emits} says. What this version of the agent does not know is passed over, so that an
 * application may have a newer one. Owned by one thread.
 */
final class EmitsValues extends AnnotationVisitor {

    final MethodRecord.Builder record;

    EmitsValues(String defaultEvent) {
        super(OpenedClassReader.ASM_API);
        record = new MethodRecord.Builder(defaultEvent);
    }

    @Override
    public void visit(String key, Object value) {
        switch (key) {
            case "value":
                if (!((String) value).isEmpty()) {
                    record.event((String) value);
                }
                break;
            case "returned":
                record.returned((String) value);
                break;
            case "duration":
                record.duration((Boolean) value);
                break;
            case "exception":
                record.exception((Boolean) value);
                break;
            case "thread":
                record.thread((Boolean) value);
                break;
            default:
        }
    }

    @Override
    public void visitEnum(String key, String descriptor, String constant) {
        try {
            switch (key) {
                case "on":
                    record.on(Emits.On.valueOf(constant));
                    break;
                case "severity":
                    record.severity(Severity.valueOf(constant));
                    break;
                case "failureSeverity":
                    record.failureSeverity(Severity.valueOf(constant));
                    break;
                default:
            }
        } catch (IllegalArgumentException newer) {
            // a constant of a newer version: the default counts
        }
    }
}
