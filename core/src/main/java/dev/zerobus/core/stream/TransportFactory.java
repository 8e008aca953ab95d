// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import dev.zerobus.schema.TableName;

/** Makes transports. Safe from any thread. */
@FunctionalInterface
interface TransportFactory {

    /** Makes one for one physical stream. Does not block. */
    StreamTransport create(TableName table, TransportListener listener);
}
