package io.piecemeal.http.server.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of answers that nobody takes. */
final class WaitingAnswersTest {

  private static final int SIZE = 10_000;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private long now;
  private final WaitingAnswers waiting = new WaitingAnswers(4 * SIZE, () -> now, meters);

  /** A connection whose caller takes nothing until it is told to. */
  private final class Slow extends ChannelOutboundHandlerAdapter {
    private final List<ChannelPromise> untaken = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel(this, new CountedAnswers(waiting));

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      ((FullHttpResponse) message).release();
      untaken.add(promise);
    }

    Slow answered(ByteBuf content) {
      channel.writeOutbound(
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, content));
      return this;
    }

    Slow answered(int size) {
      return answered(Unpooled.wrappedBuffer(new byte[size]));
    }

    void takes() {
      untaken.forEach(ChannelPromise::setSuccess);
      channel.runPendingTasks();
    }

    boolean isOpen() {
      channel.runPendingTasks();
      return channel.isOpen();
    }
  }

  @Test
  void anAnswerCountsUntilItIsTaken() {
    Slow one = new Slow().answered(SIZE);
    assertThat(waiting.bytes()).isEqualTo(SIZE);

    one.takes();
    assertThat(waiting.bytes()).isZero();
  }

  @Test
  void whatIsShortOrThereOnceForAllCountsNothing() {
    new Slow().answered(4096).answered(Unpooled.wrappedBuffer(new byte[SIZE]).asReadOnly());

    assertThat(waiting.bytes()).isZero();
  }

  @Test
  void whereTooManyBytesWaitThoseThatWaitLongestMakeRoom() {
    Slow oldest = new Slow().answered(SIZE);
    Slow second = new Slow().answered(SIZE);
    Slow third = new Slow().answered(SIZE);
    Slow fourth = new Slow().answered(SIZE);
    assertThat(waiting.bytes()).isEqualTo(4 * SIZE);
    second.takes();
    Slow fifth = new Slow().answered(SIZE);
    assertThat(oldest.isOpen()).isTrue();

    now = 1_000_000_000;
    Slow newest = new Slow().answered(SIZE);

    assertThat(oldest.isOpen()).isFalse();
    assertThat(third.isOpen()).isFalse();
    assertThat(List.of(second.isOpen(), fourth.isOpen(), fifth.isOpen(), newest.isOpen()))
        .containsOnly(true);
    assertThat(waiting.bytes()).isEqualTo(3 * SIZE);
    assertThat(meters.counter("piecemeal.connections.closed", "reason", "untaken").count())
        .isEqualTo(2);
    oldest.takes();
    assertThat(waiting.bytes()).isEqualTo(3 * SIZE);
  }

  @Test
  void thoseThatHaveNotWaitedForASecondMakeRoomOnlyForTwiceAsMany() {
    Slow oldest = new Slow().answered(SIZE);
    now = 999_999_999;
    for (int others = 0; others < 7; others++) {
      assertThat(new Slow().answered(SIZE).isOpen()).isTrue();
    }
    assertThat(oldest.isOpen()).isTrue();
    assertThat(waiting.bytes()).isEqualTo(8 * SIZE);

    new Slow().answered(SIZE);

    assertThat(oldest.isOpen()).isFalse();
    assertThat(waiting.bytes()).isEqualTo(8 * SIZE);
  }

  @Test
  void anAnswerThatIsTooLongForAllIsSentAlone() {
    Slow one = new Slow().answered(SIZE);
    Slow huge = new Slow().answered(10 * SIZE);

    assertThat(one.isOpen()).isFalse();
    assertThat(huge.isOpen()).isTrue();
  }
}
