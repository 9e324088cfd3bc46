package io.piecemeal.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkBodyTest {

  private static final int PIECE = 12 << 10;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, PIECE - 1, PIECE, PIECE + 1, 700_000})
  void hasAllBytesAndTheLengthThatItSays(int length) throws IOException {
    byte[] bytes = bytes(length);
    Block block = read(bytes, length);
    BodyPublisher body = ChunkBody.of(block.text(0, length), 5_000_000_000L);

    for (int again = 0; again < 2; again++) {
      byte[] sent = new Received(body, 1).bytes();
      assertThat(body.contentLength()).isEqualTo(sent.length);
      assertThat(new String(sent, StandardCharsets.UTF_8))
          .isEqualTo(
              "{\"offset\":5000000000,\"data\":\"%s\"}"
                  .formatted(Base64.getEncoder().encodeToString(bytes)));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "1, 4", "4, 6", "0, 10"})
  void somePartOfABlock(int start, int length) throws IOException {
    byte[] bytes = bytes(10);

    assertThat(Base64.getDecoder().decode(read(bytes, 10).text(start, length)))
        .isEqualTo(Arrays.copyOfRange(bytes, start, start + length));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 5, 3 * PIECE})
  void blockEndsWhereTheSourceDoesAndIsDigested(int length) throws IOException {
    byte[] bytes = bytes(length);
    try (Blocks blocks = new Blocks(inPieces(bytes))) {
      blocks.readAhead(2 * PIECE);
      Block first = blocks.take();
      blocks.readAhead(2 * PIECE);
      Block second = blocks.take();

      assertThat(first.length()).isEqualTo(Math.min(length, 2 * PIECE));
      assertThat(first.length() + second.length()).isEqualTo(length);
      assertThat(Base64.getDecoder().decode(second.text(0, second.length())))
          .isEqualTo(Arrays.copyOfRange(bytes, first.length(), length));
      assertThat(blocks.hexDigest())
          .isEqualTo(HexFormat.of().formatHex(Blocks.sha256().digest(bytes)));
    }
  }

  @Test
  void blockTakesNoMoreMemoryThanItsBytesNeed() throws IOException {
    assertThat(Block.read(inPieces(bytes(10)), Integer.MAX_VALUE, Blocks.sha256()).length())
        .isEqualTo(10);
  }

  /** Of a file of two gigabytes and more, this is what is left of it. */
  @Test
  void sourceMayHaveMoreThanAnArrayTakes() throws IOException {
    InputStream large =
        new FilterInputStream(new ByteArrayInputStream(bytes(10))) {
          @Override
          public int available() {
            return Integer.MAX_VALUE;
          }
        };
    assertThat(Block.read(large, 2 * PIECE, Blocks.sha256()).length()).isEqualTo(10);
  }

  @Test
  void askingForNothingIsAnError() throws IOException {
    Received received = new Received(ChunkBody.of(new byte[10], 0), 0);
    assertThat(received.failed).isTrue();
    assertThat(received.all.size()).isZero();
  }

  @Test
  void isGivenAsItIsAskedForAndNoFurtherOnceItIsCancelled() throws IOException {
    byte[] text = read(bytes(1 << 20), 1 << 20).text(0, 1 << 20);
    BodyPublisher body = ChunkBody.of(text, 0);

    assertThat(new Received(body, Long.MAX_VALUE).bytes()).isEqualTo(new Received(body, 1).bytes());
    assertThat(new Received(body, 2, 2).bytes()).hasSizeLessThan(text.length);
  }

  private static Block read(byte[] bytes, int most) throws IOException {
    return Block.read(new ByteArrayInputStream(bytes), most, Blocks.sha256());
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** As a pipe gives them. */
  private static InputStream inPieces(byte[] bytes) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return super.read(target, offset, Math.min(length, 1000));
      }
    };
  }

  /** Asks for so many at a time. */
  private static final class Received implements Flow.Subscriber<ByteBuffer> {

    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private final long atOnce;
    private final int most;
    private int count;
    private int ends;
    private boolean failed;
    private Flow.Subscription subscription = new NoSubscription();

    Received(BodyPublisher body, long atOnce) {
      this(body, atOnce, Integer.MAX_VALUE);
    }

    Received(BodyPublisher body, long atOnce, int most) {
      this.atOnce = atOnce;
      this.most = most;
      body.subscribe(this);
    }

    byte[] bytes() {
      assertThat(failed).isFalse();
      assertThat(ends).isEqualTo(most == Integer.MAX_VALUE ? 1 : 0);
      return all.toByteArray();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(atOnce);
    }

    @Override
    public void onNext(ByteBuffer piece) {
      byte[] bytes = new byte[piece.remaining()];
      piece.get(bytes);
      all.writeBytes(bytes);
      if (++count == most) {
        subscription.cancel();
      }
      subscription.request(1);
    }

    @Override
    public void onError(Throwable failure) {
      failed = true;
    }

    @Override
    public void onComplete() {
      ends++;
    }
  }

  private static final class NoSubscription implements Flow.Subscription {
    @Override
    public void request(long count) {
      throw new AssertionError("nothing is given yet");
    }

    @Override
    public void cancel() {}
  }
}
