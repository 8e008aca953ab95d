// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.agent.weave.advice;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter of a piece of advice that gets the agent's function, null if there is none: a constant of the class
 * where the class file's version allows it, and a look-up at each use where not.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Door {}
