// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core;

import java.security.SecureRandom;
import java.util.UUID;

/**
 * Makes the identity of one start: a UUID of version 7 (RFC 9562), which sorts by time.
 *
 * <pre>
 *   most significant:  48 bits milliseconds since 1970 | 4 bits version 0111 | 12 bits random
 *   least significant: 2 bits variant 10 | 62 bits random
 * </pre>
 */
final class ProducerIds {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private ProducerIds() {}

    /** Makes one of this moment. The generator of random numbers is not touched before. */
    static UUID next() {
        SecureRandom random = new SecureRandom();
        return of(System.currentTimeMillis(), random.nextLong(), random.nextLong());
    }

    static UUID of(long epochMillis, long randomA, long randomB) {
        long most = epochMillis << 16 | VERSION_7 | (randomA & 0x0FFFL);
        long least = VARIANT | (randomB & 0x3FFF_FFFF_FFFF_FFFFL);
        return new UUID(most, least);
    }
}
