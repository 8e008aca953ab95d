// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.schema;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Gives the token that a workspace's REST calls carry. Safe from any thread. */
@FunctionalInterface
public interface TokenSupplier {

    /** Sends no token: for servers that ask for none. */
    TokenSupplier NONE = () -> null;

    /**
     * Returns a token that is good now. May block.
     *
     * @return the bearer token, or null to send none
     * @throws IOException if there is none to be had at the moment
     */
    @Nullable
    String token() throws IOException;
}
