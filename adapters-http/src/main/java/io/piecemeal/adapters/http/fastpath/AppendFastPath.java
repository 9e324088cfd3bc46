package io.piecemeal.adapters.http.fastpath;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes plain appends out of the pipeline of a connection, and leaves everything else to the
 * framework behind it. What comes of a body goes straight to the thread that decodes it.
 *
 * <p>Stands behind handlers that pass one request at a time, and that close the connection after an
 * answer that came before the end of its request. Reads the socket only where it is asked to.
 */
final class AppendFastPath extends ChannelDuplexHandler {

  private final Beginning beginning;
  private @Nullable AppendExchange exchange;

  AppendFastPath(Beginning beginning) {
    this.beginning = beginning;
  }

  /** Begins an append for a request that is one. */
  @FunctionalInterface
  interface Beginning {

    /**
     * @param afterwards runs when the connection is free for another request
     * @return empty if the request is no append, or none that is plain
     */
    Optional<AppendExchange> begin(
        HttpRequest request, ChannelHandlerContext context, Runnable afterwards);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (exchange != null && message instanceof HttpContent content) {
      exchange.receive(content);
      return;
    }
    Optional<AppendExchange> append =
        message instanceof HttpRequest request
            ? beginning.begin(request, context, () -> exchange = null)
            : Optional.empty();
    if (append.isPresent()) {
      exchange = append.get();
    } else {
      context.fireChannelRead(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (exchange == null) {
      context.fireChannelReadComplete();
    } else {
      exchange.readComplete();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (exchange == null) {
      context.fireExceptionCaught(cause);
    } else {
      exchange.breakOff(new IOException("the connection failed", cause));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (exchange != null) {
      exchange.breakOff(new IOException("the connection was closed"));
    }
    context.fireChannelInactive();
  }

  /** The framework closes connections that have no request for all it knows, when it stops. */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) throws Exception {
    if (exchange != null && exchange.closeAfterAnswer()) {
      context.channel().closeFuture().addListener(_ -> promise.trySuccess());
    } else {
      super.close(context, promise);
    }
  }
}
