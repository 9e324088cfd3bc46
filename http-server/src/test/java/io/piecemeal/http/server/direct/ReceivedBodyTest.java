package io.piecemeal.http.server.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The bytes of a body go from the event loop to their reader, and no faster than it reads. */
class ReceivedBodyTest {

  /** Room for one piece of ten bytes. */
  private static final int WINDOW = ReceivedBody.OVERHEAD + 10;

  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger waits = new AtomicInteger();
  private final ReceivedBody body =
      new ReceivedBody(() -> WINDOW, asked::incrementAndGet, waits::incrementAndGet);

  @Test
  void readerGetsAllPiecesInOrderAndThenTheEnd() throws IOException {
    add("Hello, ");
    add("");
    add("world!");
    body.end();
    assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("Hello, world!");
    assertThat(body.read()).isEqualTo(-1);
  }

  @Test
  void bytesAreReadOneByOneToo() throws IOException {
    body.add(Unpooled.wrappedBuffer(new byte[] {(byte) 0xff, 1}));
    assertThat(body.read()).isEqualTo(0xff);
    assertThat(body.read()).isEqualTo(1);
  }

  @Test
  void readerWaitsForWhatIsStillToCome() throws Exception {
    FutureTask<String> reading = startReading();
    add("late");
    body.end();
    assertThat(reading.get(5, TimeUnit.MINUTES)).isEqualTo("late");
  }

  @Test
  void fullWindowStopsReadingFromTheSocketUntilHalfOfItIsRead() throws IOException {
    assertThat(body.wantsMore()).isTrue();
    ByteBuf piece = add("0123456789");
    assertThat(body.wantsMore()).isFalse();
    body.readNBytes(9);
    assertThat(asked).hasValue(0);
    body.readNBytes(1);
    assertThat(asked).hasValue(1);
    assertThat(body.wantsMore()).isTrue();
    assertThat(piece.refCnt()).isZero();
  }

  @Test
  void piecesOfOneByteTakeMoreThanAByteOfTheWindow() throws IOException {
    int window = 10 * (ReceivedBody.OVERHEAD + 1);
    ReceivedBody small = new ReceivedBody(() -> window, asked::incrementAndGet, () -> {});
    for (int pieces = 0; pieces < 10; pieces++) {
      assertThat(small.wantsMore()).as("after %d pieces", pieces).isTrue();
      small.add(Unpooled.wrappedBuffer(new byte[1]));
    }
    assertThat(small.wantsMore()).isFalse();
    small.readNBytes(4);
    assertThat(asked).hasValue(0);
    small.readNBytes(1);
    assertThat(asked).hasValue(1);
  }

  @Test
  void onlyAReaderThatWaitsForTheFirstBytesAsksForThem() throws Exception {
    FutureTask<String> reading = startReading();
    Instant deadline = Instant.now().plus(Duration.ofMinutes(5));
    while (waits.get() == 0) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
    add("late");
    body.end();
    assertThat(reading.get(5, TimeUnit.MINUTES)).isEqualTo("late");
    assertThat(waits).hasValue(1);
  }

  @Test
  void whatHasBegunToComeIsNotAskedFor() throws Exception {
    add("early");
    FutureTask<String> reading = startReading();
    body.end();
    assertThat(reading.get(5, TimeUnit.MINUTES)).isEqualTo("early");
    assertThat(waits).hasValue(0);
  }

  @Test
  void completeBodyWantsNoMore() {
    body.end();
    assertThat(body.wantsMore()).isFalse();
  }

  @Test
  void brokenBodyFailsItsReaderAtOnceWithTheReason() throws Exception {
    FutureTask<String> reading = startReading();
    body.fail(new IOException("the line went dead"));
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> reading.get(5, TimeUnit.MINUTES))
        .havingCause()
        .isInstanceOf(IOException.class)
        .havingCause()
        .withMessage("the line went dead");
  }

  @Test
  void bodyThatIsCompleteDoesNotBreakAnyMore() throws IOException {
    add("whole");
    body.end();
    body.fail(new IOException("closed"));
    assertThat(body.readAllBytes()).asString().isEqualTo("whole");
  }

  @Test
  void closingLetsGoOfWhatWasNotReadAndOfWhatStillComes() {
    ByteBuf unread = add("unread");
    body.close();
    ByteBuf late = add("late");
    assertThat(unread.refCnt()).isZero();
    assertThat(late.refCnt()).isZero();
    assertThat(body.wantsMore()).isFalse();
    assertThatIOException().isThrownBy(() -> body.read()).withMessageContaining("closed");
  }

  @Test
  void interruptEndsTheWaiting() throws Exception {
    FutureTask<String> reading = new FutureTask<>(() -> readText(body));
    Thread reader = Thread.startVirtualThread(reading);
    reader.interrupt();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> reading.get(5, TimeUnit.MINUTES))
        .withCauseInstanceOf(InterruptedIOException.class);
  }

  private FutureTask<String> startReading() {
    FutureTask<String> reading = new FutureTask<>(() -> readText(body));
    Thread.startVirtualThread(reading);
    return reading;
  }

  private static String readText(InputStream body) throws IOException {
    return new String(body.readAllBytes(), StandardCharsets.UTF_8);
  }

  private ByteBuf add(String text) {
    ByteBuf piece = Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    body.add(piece);
    return piece;
  }
}
