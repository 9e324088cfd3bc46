package io.piecemeal.http.server.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;

/** Counts the answers of a connection that are given as a whole until they are sent. */
final class CountedAnswers extends ChannelOutboundHandlerAdapter {

  /** Bytes of answers that are too short to count: a connection has one at a time. */
  private static final int SHORT = 4 << 10;

  private final WaitingAnswers waiting;

  CountedAnswers(WaitingAnswers waiting) {
    this.waiting = waiting;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    // What is read-only is there once for all callers.
    if (message instanceof FullHttpResponse answer
        && answer.content().readableBytes() > SHORT
        && !answer.content().isReadOnly()) {
      Runnable sent = waiting.begin(context.channel(), answer.content().readableBytes());
      super.write(context, message, promise.unvoid().addListener(_ -> sent.run()));
    } else {
      super.write(context, message, promise);
    }
  }
}
