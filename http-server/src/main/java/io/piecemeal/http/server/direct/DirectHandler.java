package io.piecemeal.http.server.direct;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests that have a direct route out of the pipeline of a connection, and leaves
 * everything else to the framework behind it. What comes of a body goes straight to the thread that
 * decodes it.
 *
 * <p>Stands behind handlers that pass one request at a time, and that close the connection after an
 * answer that came before the end of its request. Reads the socket only where it is asked to.
 */
final class DirectHandler extends ChannelDuplexHandler {

  private final DirectRoute route;
  private final ReceivingBudget budget;
  private @Nullable DirectExchange exchange;

  DirectHandler(DirectRoute route, ReceivingBudget budget) {
    this.route = route;
    this.budget = budget;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (exchange != null && message instanceof HttpContent content) {
      exchange.receive(content);
      return;
    }
    if (message instanceof HttpRequest request) {
      exchange =
          route
              .match(request, context.channel().remoteAddress())
              .map(call -> begin(context, request, call))
              .orElse(null);
    }
    if (exchange == null) {
      context.fireChannelRead(message);
    }
  }

  private DirectExchange begin(
      ChannelHandlerContext context, HttpRequest request, DirectCall call) {
    return new DirectExchange(context, request, call, budget, () -> exchange = null);
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
