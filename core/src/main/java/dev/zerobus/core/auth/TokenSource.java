// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.auth;

import dev.zerobus.schema.TableName;
import org.jspecify.annotations.Nullable;

/** Where access tokens come from. Safe from any thread; the two getters may block on the network. */
public interface TokenSource {

    /**
     * Returns the source for endpoints that take anyone.
     *
     * @return a source whose tokens are all null
     */
    static TokenSource none() {
        return NoTokens.INSTANCE;
    }

    /**
     * Returns a token for streams to one table. May block.
     *
     * @param table the table
     * @return the token; null if the endpoint takes anyone
     * @throws TokenException if there is none
     */
    @Nullable
    Token streamToken(TableName table) throws TokenException;

    /**
     * Returns a token for reading table metadata. May block.
     *
     * @return the token; null if the endpoint takes anyone
     * @throws TokenException if there is none
     */
    @Nullable
    Token metadataToken() throws TokenException;

    /**
     * Says that the service refused a token: it is given out no more. Does nothing if another one took its place already.
     * Never blocks.
     *
     * @param token what was refused
     */
    void refused(Token token);
}
