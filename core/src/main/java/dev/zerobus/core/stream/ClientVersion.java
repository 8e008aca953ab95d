// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

/** Who we say we are. */
final class ClientVersion {

    /** Such as {@code zerobus-agent-java/0.1.0}; classes outside a jar have no version. */
    static final String HEADER = "zerobus-agent-java/" + version();

    private ClientVersion() {}

    private static String version() {
        Package ours = ClientVersion.class.getPackage();
        String fromManifest = ours == null ? null : ours.getImplementationVersion();
        return fromManifest == null ? "development" : fromManifest;
    }
}
