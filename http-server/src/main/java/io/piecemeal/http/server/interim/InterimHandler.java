package io.piecemeal.http.server.interim;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes interim answers to the request that is due on a connection, or on a stream of one. Those
 * to a request that has its answer by then are dropped: they would be taken for the next one's. Its
 * methods are for the event loop.
 */
public final class InterimHandler extends ChannelDuplexHandler {

  private @Nullable ChannelHandlerContext place;
  private @Nullable HttpRequest due;

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    place = context;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      due = request;
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof HttpResponse response
        && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      due = null;
    }
    super.write(context, message, promise);
  }

  /** Not over HTTP/1.0, which has none, and not to a caller who does not take what was written. */
  void send(HttpRequest to, HttpResponseStatus status, Map<String, String> fields) {
    ChannelHandlerContext context = place;
    if (context != null
        && isDue(to)
        && !to.protocolVersion().equals(HttpVersion.HTTP_1_0)
        && context.channel().isWritable()) {
      FullHttpResponse interim =
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
      fields.forEach(interim.headers()::set);
      context.writeAndFlush(interim).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
  }

  void cut(HttpRequest request) {
    ChannelHandlerContext context = place;
    if (context != null && isDue(request)) {
      context.close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
  }

  /** Two requests with the same head are equal, and are two. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isDue(HttpRequest request) {
    return due == request;
  }
}
