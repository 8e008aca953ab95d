// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave.advice;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the parameter of a piece of advice that gets the recorded arguments as an array; null if none is recorded. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Recorded {}
