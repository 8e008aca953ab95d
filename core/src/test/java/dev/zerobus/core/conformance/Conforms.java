// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The lines of {@code docs/conformance.md} that a test shows. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Conforms {
    String[] value();
}
