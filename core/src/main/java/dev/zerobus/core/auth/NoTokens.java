// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.auth;

import dev.zerobus.schema.TableName;
import org.jspecify.annotations.Nullable;

/** No tokens, for endpoints that take anyone. Immutable. */
final class NoTokens implements TokenSource {

    static final NoTokens INSTANCE = new NoTokens();

    private NoTokens() {}

    @Override
    public @Nullable Token streamToken(TableName table) {
        return null;
    }

    @Override
    public @Nullable Token metadataToken() {
        return null;
    }

    @Override
    public void refused(Token token) {}

    @Override
    public String toString() {
        return "no authentication";
    }
}
