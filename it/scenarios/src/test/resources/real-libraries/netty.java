package acme.netty;

import dev.hotplug.api.Plugin;
import dev.hotplug.api.PluginContext;
import dev.hotplug.api.PluginDescriptor;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A web server on the loopback interface. */
@PluginDescriptor(id = "netty", version = "1.0.0")
public final class NettyPlugin implements Plugin {

    private EventLoopGroup loops;
    private Channel server;

    @Override
    public void start(PluginContext context) throws Exception {
        loops = new NioEventLoopGroup(1);
        server = new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(1 << 16),
                                new Answer());
                    }
                }).bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
        context.export(Callable.class, this::ask);
    }

    private static final class Answer extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            byte[] body = ("you asked for " + request.uri()).getBytes(StandardCharsets.UTF_8);
            context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK,
                    Unpooled.wrappedBuffer(body))).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** By hand: a client of the JDK would keep threads of its own. */
    private String ask() throws Exception {
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("GET /plugin HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring(0, answer.indexOf('\r')) + ": "
                    + answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    @Override
    public void stop() throws Exception {
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
        GlobalEventExecutor.INSTANCE.awaitInactivity(10, TimeUnit.SECONDS);
        // What Netty keeps with this thread, which is the host's.
        FastThreadLocal.removeAll();
    }
}
