package io.piecemeal.http.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameStreamEvent;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.piecemeal.http.server.direct.ReceivingBudget;
import java.util.function.IntSupplier;

/**
 * Follows the streams of a connection, and keeps what waits for them within the connection's share
 * of the budget for bodies: beyond that, the socket is not read until they have taken some of it.
 *
 * <p>Stands between the codec and the handler that makes a channel of each stream.
 */
final class Http2Streams extends ChannelDuplexHandler {

  /** Bytes of memory that each frame of a body takes besides its own, about. */
  private static final int OVERHEAD = 256;

  private final Connection connection;
  private final Http2Frames frames;
  private final Http2Connection http2;
  private final ReceivingBudget budget;
  private final IntSupplier connections;
  private long waiting;

  /**
   * @param connections how many there are, for an equal share of the budget
   */
  Http2Streams(
      Connection connection,
      Http2Frames frames,
      Http2Connection http2,
      ReceivingBudget budget,
      IntSupplier connections) {
    this.connection = connection;
    this.frames = frames;
    this.http2 = http2;
    this.budget = budget;
    this.connections = connections;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof Http2DataFrame data) {
      waiting++;
      context.fireChannelRead(ofItsOwn(context, data));
      pauseIfMuchWaits();
    } else {
      context.fireChannelRead(message);
    }
  }

  /**
   * In a buffer of its size: a few bytes would hold on to all that was read from the socket with
   * them, for as long as they wait.
   */
  private static Http2DataFrame ofItsOwn(ChannelHandlerContext context, Http2DataFrame data) {
    int length = data.content().readableBytes();
    ByteBuf copy = context.alloc().directBuffer(length, length).writeBytes(data.content());
    try {
      return new DefaultHttp2DataFrame(copy, data.isEndStream(), data.padding())
          .stream(data.stream());
    } finally {
      data.release();
    }
  }

  /** Bytes that were received and not taken by those who answer. */
  private int unread() {
    Http2LocalFlowController windows = http2.local().flowController();
    return windows.unconsumedBytes(http2.connectionStream());
  }

  private boolean waitsMuch() {
    int unread = unread();
    if (unread == 0) {
      waiting = 0;
    }
    return unread + waiting * OVERHEAD > budget.share(connections.getAsInt());
  }

  private void pauseIfMuchWaits() {
    if (waitsMuch()) {
      connection.pauseReads();
    }
  }

  private void resumeIfLittleWaits() {
    if (connection.isPaused() && !waitsMuch()) {
      connection.resumeReads();
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof Http2ResetFrame reset) {
      frames.wasReset(reset.stream().id());
    } else if (message instanceof Http2DataFrame data) {
      frames.allowance().moved(data.content().readableBytes());
    }
    super.write(context, message, promise);
    resumeIfLittleWaits();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    context.fireUserEventTriggered(event);
    if (event instanceof Http2FrameStreamEvent) {
      resumeIfLittleWaits();
    }
  }
}
