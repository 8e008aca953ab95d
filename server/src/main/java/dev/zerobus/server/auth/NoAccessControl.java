// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.auth;

import dev.zerobus.schema.TableName;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lets everybody in. A token, never the same, is given to who asks for one, so that clients need no other configuration. Immutable. */
final class NoAccessControl implements AccessControl {

    static final NoAccessControl INSTANCE = new NoAccessControl();

    private static final long LIFETIME_SECONDS = 3600;

    private NoAccessControl() {}

    @Override
    public boolean required() {
        return false;
    }

    @Override
    public AccessToken issue(String clientId, String secret, List<Privileges> requested) {
        return new AccessToken("no-authentication-" + UUID.randomUUID(), LIFETIME_SECONDS);
    }

    @Override
    public Decision stream(@Nullable String authorization, TableName table) {
        return Decision.allowed("anyone");
    }

    @Override
    public Decision metadata(@Nullable String authorization, TableName table) {
        return Decision.allowed("anyone");
    }
}
