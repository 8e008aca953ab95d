// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave;

import dev.zerobus.agent.method.MethodEvents;
import dev.zerobus.agent.method.MethodRules;
import dev.zerobus.core.config.CaptureFramework;
import dev.zerobus.core.status.StatusChannel;
import java.lang.instrument.Instrumentation;
import java.util.Set;

/**
 * The transformer of classes, from its start to its end. Safe from any thread.
 *
 * <p>What is woven stays woven when this ends; the woven calls then find nothing that wants them.
 */
public final class Weaving implements AutoCloseable {

    private final Instrumentation instrumentation;
    private final WeavingTransformer transformer;
    private final WeaveNotes notes;

    private Weaving(Instrumentation instrumentation, WeavingTransformer transformer, WeaveNotes notes) {
        this.instrumentation = instrumentation;
        this.transformer = transformer;
        this.notes = notes;
    }

    /**
     * Starts to look at classes as they are loaded, and weaves those that are loaded already.
     *
     * @param instrumentation of the JVM
     * @param frameworks whose log events are captured
     * @param rules which methods emit events
     * @param methods gets the methods that are woven
     * @param attached whether the application was running before: then its loaded classes are searched for {@code @Emits}
     * @param verbose whether it is said what was woven
     * @param status where that is said, and what is wrong
     * @return the running one
     */
    public static Weaving start(
            Instrumentation instrumentation,
            Set<CaptureFramework> frameworks,
            MethodRules rules,
            MethodEvents methods,
            boolean attached,
            boolean verbose,
            StatusChannel status) {
        WeaveNotes notes = new WeaveNotes(status, rules, verbose);
        WeavingTransformer transformer = new WeavingTransformer(frameworks, rules, methods, notes);
        instrumentation.addTransformer(transformer, true);
        LoadedClasses.weave(instrumentation, transformer, attached, notes);
        notes.started();
        return new Weaving(instrumentation, transformer, notes);
    }

    /**
     * Returns how many classes were woven.
     *
     * @return the number; a class that was loaded twice counts twice
     */
    public long wovenClasses() {
        return notes.wovenClasses();
    }

    /**
     * Returns how many classes could not be woven, and stayed as they were.
     *
     * @return the number
     */
    public long failedClasses() {
        return notes.failedClasses();
    }

    @Override
    public void close() {
        instrumentation.removeTransformer(transformer);
        notes.close();
    }
}
