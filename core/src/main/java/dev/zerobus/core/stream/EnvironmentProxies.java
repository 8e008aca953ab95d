// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.core.stream;

import dev.zerobus.core.net.ProxyRules;
import dev.zerobus.core.net.ProxyServer;
import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.ProxiedSocketAddress;
import io.grpc.ProxyDetector;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Tells gRPC which connections go through a proxy. Immutable; called on gRPC's threads, where looking up a name may block. */
final class EnvironmentProxies implements ProxyDetector {

    private final ProxyRules rules;

    EnvironmentProxies(ProxyRules rules) {
        this.rules = rules;
    }

    @Override
    public @Nullable ProxiedSocketAddress proxyFor(SocketAddress target) throws IOException {
        if (!(target instanceof InetSocketAddress)) {
            return null;
        }
        InetSocketAddress address = (InetSocketAddress) target;
        ProxyServer proxy = rules.proxyFor(address.getHostString(), address.getPort());
        if (proxy == null) {
            return null;
        }
        InetSocketAddress proxyAddress = new InetSocketAddress(proxy.host(), proxy.port());
        if (proxyAddress.isUnresolved()) {
            throw new UnknownHostException("the proxy's host " + proxy.host());
        }
        return HttpConnectProxiedSocketAddress.newBuilder()
                .setTargetAddress(address)
                .setProxyAddress(proxyAddress)
                .setUsername(proxy.user())
                .setPassword(proxy.password())
                .build();
    }
}
