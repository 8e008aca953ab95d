// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave;

import dev.zerobus.agent.method.MethodEvents;
import dev.zerobus.agent.method.MethodRule;
import dev.zerobus.agent.method.MethodRules;
import dev.zerobus.core.config.CaptureFramework;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each class that is loaded whether anything is to be woven into it: by its name first, then by a search of its
 * bytes. For nearly all classes it answers null, and nothing of them was parsed.
 *
 * <p>Runs on any thread, within the loading of classes, also of those that it needs itself: what is used for every class here
 * is loaded before the first one is asked for.
 */
final class WeavingTransformer implements ClassFileTransformer {

    private static final ByteSearch EMITS = new ByteSearch("Ldev/zerobus/api/Emits;");
    private static final ClassLoader OURS = WeavingTransformer.class.getClassLoader();
    private static final ClassLoader SYSTEM = ClassLoader.getSystemClassLoader();
    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

    private final Set<CaptureFramework> frameworks;
    private final MethodRules rules;
    private final MethodEvents methods;
    private final WeaveNotes notes;

    WeavingTransformer(Set<CaptureFramework> frameworks, MethodRules rules, MethodEvents methods, WeaveNotes notes) {
        this.frameworks = frameworks;
        this.rules = rules;
        this.methods = methods;
        this.notes = notes;
        weave(PLATFORM, "dev/zerobus/none/Warm", new byte[0]);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String internalName,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        // hidden classes have no name that a rule could mean, and what defines them may compare their bytes
        return internalName == null ? null : weave(loader, internalName, bytes);
    }

    private byte @Nullable [] weave(@Nullable ClassLoader loader, String internalName, byte[] bytes) {
        try {
            if (loader == null) {
                return internalName.equals("java/util/logging/Logger") ? weave(HookTarget.JUL, bytes) : null;
            }
            if (loader == PLATFORM || isOurs(loader)) {
                return null;
            }
            String name = internalName.replace('/', '.');
            HookTarget hook = HookTarget.of(name);
            if (hook != null && hook != HookTarget.JUL) {
                return weave(hook, bytes);
            }
            if (MethodRules.isOutOfReach(name)) {
                return null;
            }
            List<MethodRule> about = rules.about(name);
            boolean annotated = EMITS.isIn(bytes);
            return about.isEmpty() && !annotated ? null : weave(name, bytes, about);
        } catch (NoClassDefFoundError missing) {
            notes.damaged(internalName.replace('/', '.'), missing);
            return null;
        } catch (Throwable broken) {
            notes.failed(internalName.replace('/', '.'), broken);
            return null;
        }
    }

    /** Whether a loaded class of this name would be woven, whatever its bytes say. */
    boolean wantsName(@Nullable ClassLoader loader, String name) {
        if (loader == null) {
            // nearly all classes before main, each asked about in interpreted code
            return name.equals(HookTarget.JUL.className()) && frameworks.contains(CaptureFramework.JUL);
        }
        HookTarget hook = HookTarget.of(name);
        if (hook != null) {
            return hook != HookTarget.JUL && frameworks.contains(hook.framework());
        }
        return mayBeAnnotated(loader, name) && !rules.about(name).isEmpty();
    }

    boolean mayBeAnnotated(@Nullable ClassLoader loader, String name) {
        return loader != null && loader != PLATFORM && !isOurs(loader) && !MethodRules.isOutOfReach(name);
    }

    static boolean mentionsEmits(byte[] bytes) {
        return EMITS.isIn(bytes);
    }

    private static boolean isOurs(ClassLoader loader) {
        // in the unit tests of this module everything is in one loader, and may be woven
        if (OURS == SYSTEM) {
            return false;
        }
        // the loaders of adapters are of our classes: what they load runs inside of the application's log events
        return loader == OURS || loader.getClass().getClassLoader() == OURS;
    }

    private byte @Nullable [] weave(HookTarget hook, byte[] bytes) {
        if (!frameworks.contains(hook.framework())) {
            return null;
        }
        byte[] woven = WeaverHolder.WEAVER.weave(hook, bytes);
        if (woven == null) {
            notes.noHook(hook.className());
        } else {
            notes.woven(hook.className(), List.of("log events"));
        }
        return woven;
    }

    private byte @Nullable [] weave(String name, byte[] bytes, List<MethodRule> about) {
        MethodPlans plans = new MethodPlans(name, about, methods, notes);
        byte[] woven = WeaverHolder.WEAVER.weave(name, bytes, plans);
        if (woven != null) {
            notes.woven(name, plans.methodNames());
        }
        return woven;
    }

    /** Byte Buddy costs a thousand classes, and comes with the first class that is woven: no lock but the JVM's own. */
    private static final class WeaverHolder {
        static final ClassWeaver WEAVER = new ClassWeaver();
    }
}
