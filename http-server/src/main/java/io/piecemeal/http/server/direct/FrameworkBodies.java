package io.piecemeal.http.server.direct;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Counts requests whose bodies the framework reads in the budget for receiving, like those of
 * direct routes: from their head until their answer. Stands behind {@link DirectHandler}. For the
 * event loop of its connection.
 */
final class FrameworkBodies extends ChannelDuplexHandler {

  private final ReceivingBudget budget;
  private boolean counted;

  FrameworkBodies(ReceivingBudget budget) {
    this.budget = budget;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request && !counted && hasBody(request)) {
      counted = true;
      budget.begin();
    }
    context.fireChannelRead(message);
  }

  private static boolean hasBody(HttpRequest request) {
    return HttpUtil.isTransferEncodingChunked(request)
        || HttpUtil.getContentLength(request, 0L) > 0;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof LastHttpContent && !isInterim(message)) {
      end();
    }
    super.write(context, message, promise);
  }

  private static boolean isInterim(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  /** Called too when the connection, or the stream, was closed. */
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    end();
  }

  private void end() {
    if (counted) {
      counted = false;
      budget.end();
    }
  }
}
