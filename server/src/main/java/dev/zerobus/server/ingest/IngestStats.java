// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.ingest;

/**
 * What came in since the server started. Immutable.
 *
 * @param streamsOpen streams that are open now
 * @param streamsOpened streams that were created
 * @param streamsRefused calls that were ended before their stream was created
 * @param requests requests that were taken
 * @param records records in them
 * @param recordBytes bytes of these records, as rows
 * @param requestsRefused requests that were refused, each ending its stream
 */
public record IngestStats(
        long streamsOpen,
        long streamsOpened,
        long streamsRefused,
        long requests,
        long records,
        long recordBytes,
        long requestsRefused) {}
