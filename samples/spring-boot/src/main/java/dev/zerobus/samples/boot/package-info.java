// SPDX-License-Identifier: Apache-2.0
/**
 * A web service for orders, made with Spring Boot: {@link dev.zerobus.samples.boot.OrderService} starts it. No code here knows
 * of Zerobus; {@code logback-spring.xml} does.
 *
 * <p>Threads: Tomcat's, one for each request.
 */
@NullMarked
package dev.zerobus.samples.boot;

import org.jspecify.annotations.NullMarked;
