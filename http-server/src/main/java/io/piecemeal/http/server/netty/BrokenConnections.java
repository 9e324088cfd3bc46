package io.piecemeal.http.server.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands at the end of a connection that speaks HTTP/2: what its caller does to it is not an error
 * of the log, and what nobody was interested in is let go.
 */
final class BrokenConnections extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(BrokenConnections.class);

  private final Connection connection;

  BrokenConnections(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("a connection broke off, from {}", connection.address(), cause);
    connection.close();
  }
}
