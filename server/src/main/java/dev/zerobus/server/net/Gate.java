// SPDX-License-Identifier: Apache-2.0
package dev.zerobus.server.net;

import io.grpc.netty.shaded.io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.ChannelDuplexHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.ChannelPromise;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Error;
import io.grpc.netty.shaded.io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sits between the network and everything else of one connection. Frozen, it keeps what is to be written, and lets nothing be
 * read, so that TCP's own windows fill up. Owned by the connection's event loop.
 */
final class Gate extends ChannelDuplexHandler {

    /** A connection that is being torn down runs nothing any more. */
    private static final long LONGEST_WAIT_MILLIS = 1_000;

    private final GrpcHttp2ConnectionHandler connection;
    private final Deque<Write> written = new ArrayDeque<>();
    private final Deque<Object> read = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private boolean frozen;
    private boolean readWanted;

    private record Write(Object message, ChannelPromise promise) {}

    Gate(GrpcHttp2ConnectionHandler connection) {
        this.connection = connection;
    }

    /** Runs a task on the event loop. */
    void run(Runnable task) {
        ChannelHandlerContext here = context;
        if (here != null) {
            here.executor().execute(task);
        }
    }

    /** As {@link #run}, and returns when it is done; on the connection's own thread it is done at once. */
    void runNow(Runnable task) {
        ChannelHandlerContext here = context;
        if (here == null) {
            return;
        }
        if (here.executor().inEventLoop()) {
            task.run();
        } else {
            here.executor().submit(task).awaitUninterruptibly(LONGEST_WAIT_MILLIS);
        }
    }

    void reset() {
        ChannelHandlerContext here = context;
        if (here != null) {
            // nothing may linger in the kernel: that makes the close an RST. From here the close passes no other
            // handler.
            here.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            here.close();
        }
    }

    void freeze() {
        ChannelHandlerContext here = context;
        if (here != null) {
            frozen = true;
            here.channel().config().setAutoRead(false);
        }
    }

    void thaw() {
        ChannelHandlerContext here = context;
        if (here == null || !frozen) {
            return;
        }
        frozen = false;
        for (Write write = written.poll(); write != null; write = written.poll()) {
            here.write(write.message, write.promise);
        }
        here.flush();
        for (Object message = read.poll(); message != null; message = read.poll()) {
            here.fireChannelRead(message);
        }
        here.fireChannelReadComplete();
        here.channel().config().setAutoRead(true);
        if (readWanted) {
            here.read();
        }
    }

    /** Allows the streams that there are, and no others; then closes as TCP does. */
    void goAway(Duration grace) {
        ChannelHandlerContext http2 =
                context == null ? null : context.pipeline().context(connection);
        ChannelHandlerContext here = context;
        if (http2 == null || here == null) {
            return;
        }
        int last = connection.connection().remote().lastStreamCreated();
        connection.goAway(http2, last, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, http2.newPromise());
        http2.flush();
        here.executor().schedule(() -> here.close(), grace.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        forget();
    }

    @Override
    public void channelInactive(ChannelHandlerContext here) throws Exception {
        forget();
        super.channelInactive(here);
    }

    private void forget() {
        for (Write write = written.poll(); write != null; write = written.poll()) {
            ReferenceCountUtil.release(write.message);
            write.promise.tryFailure(new java.nio.channels.ClosedChannelException());
        }
        read.forEach(ReferenceCountUtil::release);
        read.clear();
    }

    @Override
    public void read(ChannelHandlerContext here) {
        if (frozen) {
            readWanted = true;
        } else {
            here.read();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext here, Object message) {
        if (frozen) {
            read.add(message);
        } else {
            here.fireChannelRead(message);
        }
    }

    @Override
    public void write(ChannelHandlerContext here, Object message, ChannelPromise promise) {
        if (frozen) {
            written.add(new Write(message, promise));
        } else {
            here.write(message, promise);
        }
    }

    @Override
    public void flush(ChannelHandlerContext here) {
        if (!frozen) {
            here.flush();
        }
    }
}
