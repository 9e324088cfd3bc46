package io.piecemeal.http.server.netty;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.netty.channel.EventLoopGroupConfiguration;
import io.micronaut.http.netty.channel.EventLoopGroupFactory;
import io.micronaut.http.netty.channel.NettyChannelType;
import io.micronaut.http.netty.channel.NioEventLoopGroupFactory;
import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Gives the server channels on sockets that are bound. The framework asks for one by the number of
 * a file, which Java does not know: the number is that of a role among those of the sockets.
 */
@Singleton
@Named("nio")
@Replaces(NioEventLoopGroupFactory.class)
@Requires(beans = ListeningSockets.class)
final class BoundChannels implements EventLoopGroupFactory {

  private final ListeningSockets sockets;

  BoundChannels(ListeningSockets sockets) {
    this.sockets = sockets;
  }

  @Override
  public Channel channelInstance(
      NettyChannelType type,
      @Nullable EventLoopGroupConfiguration configuration,
      @Nullable Channel parent,
      int fd) {
    return new NioServerSocketChannel(sockets.socket(sockets.roles().get(fd)));
  }

  // Its successor asks this one, as do all others.
  @SuppressWarnings("removal")
  @Override
  public IoHandlerFactory createIoHandlerFactory() {
    return NioIoHandler.newFactory();
  }
}
