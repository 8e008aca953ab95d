// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

/** How the client shows who it is. */
public enum AuthMode {
    /** A token of the workspace for a service principal. */
    OAUTH,
    /** Not at all: for a local server that asks for nothing. */
    NONE
}
