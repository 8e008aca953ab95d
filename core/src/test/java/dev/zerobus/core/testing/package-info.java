// SPDX-License-Identifier: Apache-2.0
/** Real servers that do what a test says: gRPC, OAuth, a proxy. Entry type: {@link dev.zerobus.core.testing.ScriptedZerobus}. */
package dev.zerobus.core.testing;
