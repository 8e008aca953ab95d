// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.connect;

import dev.zerobus.core.auth.Token;
import dev.zerobus.core.auth.TokenException;
import dev.zerobus.core.auth.TokenSource;
import dev.zerobus.core.schema.SchemaException;
import dev.zerobus.core.schema.SchemaSource;
import dev.zerobus.core.schema.TokenSupplier;
import dev.zerobus.schema.TableName;
import dev.zerobus.schema.TableSchema;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads schemas with the metadata token, and once more with a fresh one before a failure counts as permanent: a token may
 * have been withdrawn, or be from before a grant (Zerobus public SDK). Called on the house thread.
 */
final class FreshTokenSchemas implements SchemaSource {

    private final TokenSource tokens;
    private final SchemaSource source;
    private volatile @Nullable Token last;

    FreshTokenSchemas(TokenSource tokens, Function<TokenSupplier, SchemaSource> source) {
        this.tokens = tokens;
        this.source = source.apply(this::token);
    }

    @Override
    public TableSchema fetch(TableName table) throws SchemaException {
        Token before = last;
        try {
            return source.fetch(table);
        } catch (SchemaException e) {
            Token used = last;
            TokenException withoutToken = withoutToken(e);
            if (withoutToken != null) {
                throw new SchemaException(
                        withoutToken.retriable(),
                        "Unity Catalog was not asked for table " + table,
                        String.valueOf(withoutToken.getMessage()),
                        withoutToken);
            }
            // a token that was fetched for this very call is fresh already
            if (e.retriable() || used == null || used != before) {
                throw e;
            }
            tokens.refused(used);
            return source.fetch(table);
        }
    }

    /** No token is no outage of Unity Catalog: whether it passes by itself, the token endpoint knows. */
    private static @Nullable TokenException withoutToken(SchemaException e) {
        Throwable io = e.getCause();
        Throwable cause = io == null ? null : io.getCause();
        return cause instanceof TokenException ? (TokenException) cause : null;
    }

    private @Nullable String token() throws IOException {
        try {
            Token token = tokens.metadataToken();
            last = token;
            return token == null ? null : token.value();
        } catch (TokenException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
