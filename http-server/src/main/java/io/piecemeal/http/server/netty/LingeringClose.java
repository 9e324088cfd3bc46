package io.piecemeal.http.server.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Closes a connection after an answer that was given before all of the request had come: nobody can
 * tell then whether what follows is the rest of that request or a new one. The rest is read and
 * thrown away for a while, since a reset would take the answer away from a caller who is still
 * sending.
 */
final class LingeringClose extends ChannelDuplexHandler {

  private final Connection connection;
  private Inbound inbound = Inbound.COMPLETE;
  private Outbound outbound = Outbound.OPEN;

  /** What there is of the request that is being answered. */
  private enum Inbound {
    COMPLETE,
    PARTIAL,
    BROKEN
  }

  /** What becomes of the connection. */
  private enum Outbound {
    OPEN,
    LAST_ANSWER,
    LINGERING
  }

  LingeringClose(Connection connection) {
    this.connection = connection;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (outbound != Outbound.OPEN) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (((DecoderResultProvider) message).decoderResult().isFailure()) {
      inbound = Inbound.BROKEN;
    } else if (message instanceof LastHttpContent) {
      inbound = Inbound.COMPLETE;
    } else if (message instanceof HttpRequest request) {
      inbound = hasBody(request) ? Inbound.PARTIAL : Inbound.COMPLETE;
    }
    context.fireChannelRead(message);
  }

  /** A request without one is complete before its (empty) end is handed on. */
  private static boolean hasBody(HttpRequest request) {
    return HttpUtil.isTransferEncodingChunked(request)
        || HttpUtil.getContentLength(request, 0L) > 0;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof HttpResponse response
        && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      decide(response);
    }
    if (message instanceof LastHttpContent && outbound == Outbound.LAST_ANSWER) {
      super.write(context, message, promise.unvoid().addListener(ChannelFutureListener.CLOSE));
    } else {
      super.write(context, message, promise);
    }
  }

  private void decide(HttpResponse response) {
    if (inbound != Inbound.COMPLETE) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    if (!HttpUtil.isKeepAlive(response)) {
      outbound = Outbound.LAST_ANSWER;
    }
  }

  /** More than one handler closes after the last answer; all of them mean the same. */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) throws Exception {
    if (outbound == Outbound.LAST_ANSWER
        && inbound != Inbound.COMPLETE
        && context.channel().isActive()) {
      outbound = Outbound.LINGERING;
      connection.linger();
    }
    if (outbound == Outbound.LINGERING) {
      context.channel().closeFuture().addListener(_ -> promise.trySuccess());
    } else {
      super.close(context, promise);
    }
  }
}
