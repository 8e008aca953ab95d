// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.connect;

import dev.zerobus.core.auth.Token;
import dev.zerobus.core.auth.TokenException;
import dev.zerobus.core.auth.TokenSource;
import dev.zerobus.core.config.ClientSecret;
import dev.zerobus.schema.TableName;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tokens for the secret of this moment: it is looked at before each use, on the house thread, so that one in a file can be
 * exchanged in a running process. Safe from any thread.
 */
final class SecretTokens implements TokenSource {

    private final ClientSecret secret;
    private final Function<String, TokenSource> source;

    /** Guarded by this. */
    private @Nullable String lastSecret;

    private volatile TokenSource current = TokenSource.none();

    SecretTokens(ClientSecret secret, Function<String, TokenSource> source) {
        this.secret = secret;
        this.source = source;
    }

    @Override
    public @Nullable Token streamToken(TableName table) throws TokenException {
        return current().streamToken(table);
    }

    @Override
    public @Nullable Token metadataToken() throws TokenException {
        return current().metadataToken();
    }

    @Override
    public void refused(Token token) {
        current.refused(token);
    }

    private synchronized TokenSource current() throws TokenException {
        try {
            String now = secret.read();
            if (!now.equals(lastSecret)) {
                current = source.apply(now);
                lastSecret = now;
            }
            return current;
        } catch (IOException e) {
            throw new TokenException("the secret of the service principal can not be read: " + e.getMessage(), true);
        }
    }
}
