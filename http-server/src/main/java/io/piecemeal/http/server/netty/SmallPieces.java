package io.piecemeal.http.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins the small pieces of a body that came with one read. A sender may make a piece of each byte,
 * and each would go through all handlers and wait for its reader with a hundred times its size.
 */
final class SmallPieces extends ChannelInboundHandlerAdapter {

  /** Bytes of a piece that is copied. */
  static final int SMALL = 256;

  static final int JOINED = 4096;

  private final IntConsumer counted;
  private @Nullable ByteBuf joined;
  private int pieces;

  /**
   * @param counted is told after each read how many small pieces were in it
   */
  SmallPieces(IntConsumer counted) {
    this.counted = counted;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpContent piece
        && !(message instanceof LastHttpContent)
        && piece.content().readableBytes() <= SMALL) {
      join(context, piece);
    } else {
      handOn(context);
      context.fireChannelRead(message);
    }
  }

  private void join(ChannelHandlerContext context, HttpContent piece) {
    pieces++;
    ByteBuf bytes = piece.content();
    if (joined != null && joined.writableBytes() < bytes.readableBytes()) {
      handOn(context);
    }
    if (joined == null) {
      joined = context.alloc().buffer(JOINED, JOINED);
    }
    joined.writeBytes(bytes);
    piece.release();
  }

  private void handOn(ChannelHandlerContext context) {
    ByteBuf whole = joined;
    if (whole != null) {
      joined = null;
      context.fireChannelRead(new DefaultHttpContent(whole));
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    counted.accept(pieces);
    pieces = 0;
    handOn(context);
    context.fireChannelReadComplete();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (joined != null) {
      joined.release();
      joined = null;
    }
  }
}
