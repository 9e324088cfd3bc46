package io.piecemeal.http.server.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.piecemeal.http.server.content.EncryptedBytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What TLS has encrypted counts until it was sent, or the connection is gone. */
class EncryptedAnswersTest {

  private final EncryptedBytes encrypted = new EncryptedBytes();
  private final Socket socket = new Socket();
  private final EmbeddedChannel channel =
      new EmbeddedChannel(socket, new EncryptedAnswers(encrypted));

  /** Sends when it is told to. */
  private static final class Socket extends ChannelOutboundHandlerAdapter {
    private final List<ChannelPromise> waiting = new ArrayList<>();

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      ReferenceCountUtil.release(message);
      waiting.add(promise);
    }
  }

  private static ByteBuf bytes(int count) {
    return Unpooled.wrappedBuffer(new byte[count]);
  }

  @Test
  void bytesCountUntilTheyAreSent() {
    ChannelFuture _ = channel.writeOneOutbound(bytes(5));
    ChannelFuture _ = channel.writeOneOutbound(bytes(7));
    assertThat(encrypted.pending()).isEqualTo(12);
    socket.waiting.getFirst().setSuccess();
    channel.runPendingTasks();
    assertThat(encrypted.pending()).isEqualTo(7);
  }

  @Test
  void bytesThatCannotBeSentCountNoLonger() {
    ChannelFuture _ = channel.writeOneOutbound(bytes(5), channel.voidPromise());
    socket.waiting.getFirst().tryFailure(new IllegalStateException("closed"));
    channel.runPendingTasks();
    assertThat(encrypted.pending()).isZero();
  }
}
