// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.testkit.contract;

import java.util.List;

/** One log call with a secret in every place where one can be; each is another text, so that a leak names its place. */
record SecretCall() implements Scenario<String> {

    static final String KEYS = "*password*,Authorization";
    static final String PATTERN = "sk-[a-z]+-\\d{4}";
    static final String MASK = "(hidden)";

    static final String TEMPLATE = "token sk-template-1001 pays {} to {}";
    static final String MASKED_TEMPLATE = "token " + MASK + " pays {} to {}";
    static final String MASKED_MESSAGE = "token " + MASK + " pays card " + MASK + " to 42";

    /** None of these may be in any column. */
    static final List<String> SECRETS = List.of(
            "sk-template-1001",
            "sk-argument-1002",
            "sk-context-1003",
            "sk-stack-1004",
            "sk-field-1005",
            "sk-failure-1006",
            "sk-cause-1007",
            "sk-suppressed-1008",
            "sk-thread-1009",
            "by-key-of-context",
            "by-key-of-field");

    @Override
    public String run(LoggingApplication app) throws Exception {
        IllegalStateException failure = new IllegalStateException(
                "no money on sk-failure-1006", new RuntimeException("sk-cause-1007 is closed"));
        failure.addSuppressed(new RuntimeException("sk-suppressed-1008 did not close"));
        LogCall call = LogCall.of(LogLevel.WARN, TEMPLATE, "card sk-argument-1002", 42)
                .context("db_password", "by-key-of-context")
                .context("note", "about sk-context-1003")
                .stack("outer sk-stack-1004")
                .field("authorization", "by-key-of-field")
                .field("remark", "for sk-field-1005")
                .failure(failure);
        Thread thread = new Thread(() -> app.log(call), "checkout sk-thread-1009");
        thread.start();
        thread.join();
        return "";
    }
}
