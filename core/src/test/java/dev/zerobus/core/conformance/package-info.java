// SPDX-License-Identifier: Apache-2.0
/**
 * What a user of a Zerobus client may rely on, line by line: the whole client over real gRPC against a server that does what
 * the test says. {@code docs/conformance.md} names the test of every line; {@code ConformanceTableTest} compares both.
 */
package dev.zerobus.core.conformance;
