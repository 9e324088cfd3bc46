package io.piecemeal.http.server.starting;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.piecemeal.http.server.tls.TlsPair;
import java.nio.channels.ServerSocketChannel;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * Takes the connections of the service until the service does: an orchestrator sees a process that
 * lives and is not ready, instead of a closed port for which it would restart it again and again.
 * {@code /health/live} is 200; all else is 503 with {@code Retry-After}. No body is read. Heads are
 * refused as the service itself refuses them, and pages in browsers get the same permissions.
 */
// What is closed is closed.
@SuppressWarnings("FutureReturnValueIgnored")
public final class StartingServer implements AutoCloseable {

  private static final int CONNECTIONS = 200;

  /** How long a connection lives, whatever comes. */
  private static final long SECONDS = 10;

  private static final int LONGEST_LINE = 8192;
  private static final int LONGEST_FIELDS = 16_384;
  private static final int LONGEST_PIECE = 8192;

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("starting", true), NioIoHandler.newFactory());
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Optional<SSLContext> tls;
  private final StartingAnswers answers;
  private final Channel listening;

  private StartingServer(
      ServerSocketChannel socket, Optional<SSLContext> tls, StartingAnswers answers) {
    this.tls = tls;
    this.answers = answers;
    this.listening =
        new ServerBootstrap()
            .group(loop)
            .channelFactory(() -> new NioServerSocketChannel(socket))
            .childHandler(new Connections())
            .register()
            .syncUninterruptibly()
            .channel();
  }

  /**
   * Takes connections until it is closed.
   *
   * @param socket bound; it stays open
   * @param tls empty if the service itself speaks plain HTTP
   * @throws GeneralSecurityException if there can be no TLS with that pair
   */
  public static StartingServer take(
      ServerSocketChannel socket, Optional<TlsPair> tls, StartingAnswers answers)
      throws GeneralSecurityException {
    return new StartingServer(
        socket, tls.isPresent() ? Optional.of(tls.get().context()) : Optional.empty(), answers);
  }

  /**
   * Leaves the socket to the service, with the connections that wait there. Those that were taken
   * get their answers.
   */
  @Override
  public void close() {
    listening.deregister().syncUninterruptibly();
    connections
        .newCloseFuture()
        .addListener(_ -> loop.shutdownGracefully(0, SECONDS, TimeUnit.SECONDS));
  }

  private final class Connections extends ChannelInitializer<Channel> {

    @Override
    protected void initChannel(Channel connection) {
      if (connections.size() >= CONNECTIONS) {
        connection.close();
        return;
      }
      connections.add(connection);
      Future<?> end =
          connection.eventLoop().schedule(() -> connection.close(), SECONDS, TimeUnit.SECONDS);
      connection.closeFuture().addListener(_ -> end.cancel(false));
      if (tls.isPresent()) {
        SSLEngine engine = tls.get().createSSLEngine();
        engine.setUseClientMode(false);
        connection.pipeline().addLast(new SslHandler(engine));
      }
      connection
          .pipeline()
          .addLast(new HttpServerCodec(LONGEST_LINE, LONGEST_FIELDS, LONGEST_PIECE))
          .addLast(new OneAnswer(answers));
    }
  }
}
