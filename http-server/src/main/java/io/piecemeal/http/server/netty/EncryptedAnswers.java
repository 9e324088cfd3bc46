package io.piecemeal.http.server.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.piecemeal.http.server.content.EncryptedBytes;

/** Counts what TLS hands to the socket until it is sent. Stands between the two. */
final class EncryptedAnswers extends ChannelOutboundHandlerAdapter {

  /** One block at a time is encrypted ahead of a caller that does not read. */
  static final WriteBufferWaterMark ONE_BLOCK = new WriteBufferWaterMark(4 << 10, 8 << 10);

  private final EncryptedBytes encrypted;

  EncryptedAnswers(EncryptedBytes encrypted) {
    this.encrypted = encrypted;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    ChannelPromise end = promise;
    if (message instanceof ByteBuf bytes && bytes.isReadable()) {
      int size = bytes.readableBytes();
      encrypted.add(size);
      end = promise.unvoid().addListener(_ -> encrypted.add(-size));
    }
    super.write(context, message, end);
  }
}
