package io.piecemeal.http.server.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import org.junit.jupiter.api.Test;

final class FrameHeaderTest {

  private static final byte[] BYTES = {
    (byte) 0xfe, (byte) 0xdc, (byte) 0xba, 1, 4, (byte) 0xff, (byte) 0x80, (byte) 0x90, (byte) 0xa0
  };

  private final FrameHeader header = new FrameHeader();

  @Test
  void itIsReadWholeAndLeavesWhatFollows() {
    ByteBuf bytes = Unpooled.wrappedBuffer(BYTES, new byte[] {42});

    assertThat(header.read(bytes)).isTrue();

    assertSaysWhatItIs();
    assertThat(bytes.readableBytes()).isEqualTo(1);
  }

  @Test
  void itMayBeCutAnywhere() {
    for (int cut = 1; cut < BYTES.length; cut++) {
      assertThat(header.read(Unpooled.wrappedBuffer(BYTES, 0, cut))).isFalse();
      assertThat(header.isBegun()).isTrue();

      assertThat(header.read(Unpooled.wrappedBuffer(BYTES, cut, BYTES.length - cut))).isTrue();

      assertSaysWhatItIs();
    }
  }

  /** The first bit of the stream's number is reserved. */
  private void assertSaysWhatItIs() {
    assertThat(header.isBegun()).isFalse();
    assertThat(header.length()).isEqualTo(0xfedcba);
    assertThat(header.type()).isEqualTo(Http2FrameTypes.HEADERS);
    assertThat(header.has(Http2Flags.END_HEADERS)).isTrue();
    assertThat(header.has(Http2Flags.END_STREAM)).isFalse();
    assertThat(header.stream()).isEqualTo(0x7f8090a0);
    assertThat(header.bytes()).isEqualTo(Unpooled.wrappedBuffer(BYTES));
  }
}
