// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.auth;

import dev.zerobus.schema.TableName;
import java.util.function.LongSupplier;

/** The real cache of one table's token over a source that a test makes up. Safe from any thread, if that is. */
public final class SlottedTokens implements TokenSource {

    /** Where a token comes from. */
    public interface Endpoint {
        Issued issue() throws TokenException;
    }

    /** A token and how long it lives. */
    public record Issued(Token token, long lifeNanos) {}

    private final TokenSlot slot;

    public SlottedTokens(Endpoint endpoint, LongSupplier nanoClock) {
        slot = new TokenSlot(
                () -> {
                    Issued issued = endpoint.issue();
                    return new TokenSlot.Fetched(issued.token(), issued.lifeNanos());
                },
                nanoClock);
    }

    @Override
    public Token streamToken(TableName table) throws TokenException {
        return slot.get();
    }

    @Override
    public Token metadataToken() {
        return null;
    }

    @Override
    public void refused(Token token) {
        slot.refused(token);
    }
}
