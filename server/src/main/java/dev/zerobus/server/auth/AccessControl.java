// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.auth;

import dev.zerobus.schema.TableName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Issues tokens and answers who may do what. Safe from any thread. */
public interface AccessControl {

    /**
     * Lets everybody do everything; for a server that listens on loopback only.
     *
     * @return the one that never asks
     */
    static AccessControl none() {
        return NoAccessControl.INSTANCE;
    }

    /**
     * Reads principals and their grants.
     *
     * @param file the principals file, see {@link PrincipalsFile}
     * @param clock the time, for the life of tokens
     * @return the access control
     * @throws IOException if the file can not be read or is wrong; the message says where and what is right
     */
    static AccessControl fromFile(Path file, InstantSource clock) throws IOException {
        return new TokenAccessControl(PrincipalsFile.read(file), clock);
    }

    /**
     * Tells whether anybody is asked for a token.
     *
     * @return false for {@link #none}
     */
    boolean required();

    /**
     * Issues a token by client credentials.
     *
     * @param clientId the service principal
     * @param secret its secret
     * @param requested the privileges that the token is for ({@code authorization_details}); empty for a token that may
     *     only read metadata
     * @return the token
     * @throws TokenRefused if the credentials are wrong or a privilege was not granted
     */
    AccessToken issue(String clientId, String secret, List<Privileges> requested) throws TokenRefused;

    /**
     * Answers whether a stream may be opened.
     *
     * @param authorization the {@code authorization} header ({@code Bearer ...}), null if there is none
     * @param table the table to write to
     * @return the decision
     */
    Decision stream(@Nullable String authorization, TableName table);

    /**
     * Answers whether a table's metadata may be read.
     *
     * @param authorization the {@code authorization} header ({@code Bearer ...}), null if there is none
     * @param table the table to read about
     * @return the decision
     */
    Decision metadata(@Nullable String authorization, TableName table);
}
