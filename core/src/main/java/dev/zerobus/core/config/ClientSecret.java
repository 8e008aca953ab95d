// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Where the secret of the service principal is. Immutable; never shows it by itself. Safe from any thread. */
public final class ClientSecret {

    private static final int MAX_BYTES = 4_096;

    private final @Nullable String text;
    private final @Nullable File file;

    private ClientSecret(@Nullable String text, @Nullable File file) {
        this.text = text;
        this.file = file;
    }

    static ClientSecret of(String text) {
        return new ClientSecret(text, null);
    }

    static ClientSecret in(File file) {
        return new ClientSecret(null, file);
    }

    /**
     * Reads the secret; from its file anew each time, so that it can be exchanged in a running process. Blocks on the disk
     * for a moment: not for application threads.
     *
     * @return the secret, without white space around it
     * @throws IOException if its file can not be read, is empty or is no secret
     */
    public String read() throws IOException {
        if (file == null) {
            return text == null ? "" : text;
        }
        try (InputStream in = new FileInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            String secret = new String(bytes, StandardCharsets.UTF_8).trim();
            if (secret.isEmpty() || bytes.length > MAX_BYTES) {
                throw new IOException(file + " holds " + (secret.isEmpty() ? "nothing" : "more than a secret")
                        + ": it must hold the secret of the service principal and nothing else");
            }
            return secret;
        }
    }

    @Override
    public String toString() {
        return file == null ? "(redacted)" : "(redacted, in " + file + ")";
    }
}
