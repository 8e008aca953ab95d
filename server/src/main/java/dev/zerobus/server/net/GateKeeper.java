// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.net;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.SocketAddress;
import java.util.Map;

/** Puts the gate at the network's end of a new connection and makes way for the negotiation. Owned by the connection's event loop. */
final class GateKeeper extends ChannelInboundHandlerAdapter {

    private final ChannelHandler negotiation;
    private final Gate gate;
    private final Map<SocketAddress, Gate> open;

    GateKeeper(ChannelHandler negotiation, Gate gate, Map<SocketAddress, Gate> open) {
        this.negotiation = negotiation;
        this.gate = gate;
        this.open = open;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        Channel channel = context.channel();
        SocketAddress client = channel.remoteAddress();
        if (client != null) {
            open.put(client, gate);
            channel.closeFuture().addListener(closed -> open.remove(client, gate));
        }
        channel.pipeline().addFirst("zerobus-gate", gate);
        channel.pipeline().replace(this, null, negotiation);
    }
}
