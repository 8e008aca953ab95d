// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave;

import dev.zerobus.agent.method.MethodEvents;
import dev.zerobus.agent.method.MethodRecord;
import dev.zerobus.agent.method.MethodRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Which methods of one class are woven, and with which records. Owned by the thread that loads the class. */
final class MethodPlans {

    private final String className;
    private final List<MethodRule> rules;
    private final MethodEvents methods;
    private final WeaveNotes notes;
    private final Map<String, MethodPlan> bySignature = new LinkedHashMap<>();

    MethodPlans(String className, List<MethodRule> rules, MethodEvents methods, WeaveNotes notes) {
        this.className = className;
        this.rules = rules;
        this.methods = methods;
        this.notes = notes;
    }

    /** Plans what annotations and rules say about the methods that the class has. */
    void plan(List<MethodFacts> all) {
        boolean[] met = new boolean[rules.size()];
        for (MethodFacts method : all) {
            if (!method.canBeWoven()) {
                continue;
            }
            MethodRecord record = method.emits();
            for (int i = 0; i < met.length; i++) {
                MethodRule rule = rules.get(i);
                if (rule.matchesMethod(method.name(), method.parameterTypes())) {
                    met[i] = true;
                    // what the class's author wrote is nearer than a rule, and an earlier rule than a later one
                    record = record == null ? rule.record() : record;
                }
            }
            if (record != null) {
                add(method, record);
            }
        }
        for (int i = 0; i < met.length; i++) {
            notes.met(rules.get(i), className, met[i]);
        }
    }

    private void add(MethodFacts method, MethodRecord record) {
        int count = method.parameterTypes().size();
        for (MethodRecord.Argument argument : record.arguments()) {
            if (argument.index() >= count) {
                notes.odd(className + '#' + method.name() + " has " + count + " parameters, so that its argument "
                        + argument.index() + " can not be recorded");
            }
        }
        if (method.isConstructor() && record.onlyFailures()) {
            notes.odd(className + ": a constructor that ends by an exception emits no event");
            return;
        }
        String key = methods.register(className, method.name(), method.descriptor(), record);
        if (key == null) {
            notes.tooMany(className, method.name());
        } else {
            bySignature.put(method.name() + method.descriptor(), new MethodPlan(key, record, method.isConstructor()));
        }
    }

    Map<String, MethodPlan> bySignature() {
        return bySignature;
    }

    List<String> methodNames() {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        bySignature.keySet().forEach(signature -> names.add(signature.substring(0, signature.indexOf('('))));
        return new ArrayList<>(names);
    }
}
