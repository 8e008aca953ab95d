// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.log4j2;

import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.config.plugins.PluginValue;
import org.jspecify.annotations.Nullable;

/** {@code <RedactPattern>\b\d{16}\b</RedactPattern>}: a regular expression; what it finds in any text is masked. */
@Plugin(name = "RedactPattern", category = Core.CATEGORY_NAME, elementType = "ZerobusRedactPattern")
final class RedactPatternElement {

    private final @Nullable String expression;

    private RedactPatternElement(@Nullable String expression) {
        this.expression = expression;
    }

    @PluginFactory
    static RedactPatternElement create(@PluginValue("expression") @Nullable String expression) {
        return new RedactPatternElement(expression);
    }

    /** Returns the expression in the form of an option in which white space separates several; empty if there is none. */
    String expression() {
        return expression == null ? "" : expression.trim().replace(" ", "\\x20");
    }
}
