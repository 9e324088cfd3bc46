package io.piecemeal.http.server.netty;

import io.micrometer.core.instrument.Counter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections that do not speak TLS as it is spoken here. Whatever the reason was, it is the
 * caller's, so that it is counted and not an error of the log.
 */
final class TlsEvents extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(TlsEvents.class);

  private final Connection connection;
  private final Counter failed;

  TlsEvents(Connection connection, Counter failed) {
    this.connection = connection;
    this.failed = failed;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        connection.handshaken();
      } else {
        failed.increment();
        LOG.debug("a TLS handshake failed, from {}", connection.address(), handshake.cause());
        connection.close();
        return;
      }
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    connection.headBegins();
    context.fireChannelRead(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof SSLException
        || (cause instanceof DecoderException && cause.getCause() instanceof SSLException)) {
      LOG.debug("a TLS connection broke off, from {}", connection.address(), cause);
      connection.close();
    } else {
      context.fireExceptionCaught(cause);
    }
  }
}
