package io.piecemeal.adapters.http.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection after an answer that was given before all of the request had come: nobody can
 * tell then whether what follows is the rest of that request or a new one. The rest is read and
 * thrown away for a while, since a reset would take the answer away from a caller who is still
 * sending.
 */
final class NoLeftovers extends ChannelDuplexHandler {

  private static final int LINGER_SECONDS = 10;

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

  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) throws Exception {
    boolean lingers =
        outbound == Outbound.LAST_ANSWER
            && inbound != Inbound.COMPLETE
            && context.channel().isActive();
    if (lingers && context.channel() instanceof DuplexChannel channel) {
      outbound = Outbound.LINGERING;
      linger(context, channel);
      channel.closeFuture().addListener(closed -> promise.trySuccess());
    } else {
      super.close(context, promise);
    }
  }

  /** The other side learns that no more comes, and closes when it has sent all it has. */
  private static void linger(ChannelHandlerContext context, DuplexChannel channel) {
    channel.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    channel.config().setAutoRead(true);
    Runnable close = () -> context.close().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    ScheduledFuture<?> deadline =
        context.executor().schedule(close, LINGER_SECONDS, TimeUnit.SECONDS);
    channel.closeFuture().addListener(closed -> deadline.cancel(false));
  }
}
