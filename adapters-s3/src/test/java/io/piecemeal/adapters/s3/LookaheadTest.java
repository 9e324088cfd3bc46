package io.piecemeal.adapters.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.ChunkStore.Upcoming;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.ObjectWriting;
import io.piecemeal.testkit.PatternedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Objects that are asked for before they are opened. */
final class LookaheadTest {

  private static final int LENGTH = 300_000;

  @AutoClose private final S3Fixture fixture = new S3Fixture();
  private final FaultyTransport transport = fixture.transport;
  private final S3ChunkStore store = fixture.node();

  @Test
  void whatIsExpectedIsAskedForOnceAndBeforeItIsOpened() throws Exception {
    ObjectKey key = written();
    transport.takeRequests();

    try (Upcoming upcoming = store.expect(key, range())) {
      await(() -> transport.openBodies() == 1);
      assertRead(upcoming.open());
    }

    assertThat(transport.takeRequests()).hasSize(1);
    assertThat(transport.openBodies()).isZero();
  }

  @Test
  void aBoundedNumberOfAnswersWaitsForReadersAndTheRestIsAskedForWhenItIsOpened() throws Exception {
    ObjectKey key = written();
    List<Upcoming> expected = expectedMoreThanThereIsRoomFor(key);
    await(() -> transport.openBodies() == Lookahead.MOST);

    assertRead(expected.getLast().open());
    assertThat(transport.openBodies()).isEqualTo(Lookahead.MOST);

    expected.forEach(Upcoming::close);
    await(() -> transport.openBodies() == 0);
    try (Upcoming again = store.expect(key, range())) {
      await(() -> transport.openBodies() == 1);
      assertRead(again.open());
    }
  }

  @Test
  void openingMakesRoomForOthers() throws Exception {
    ObjectKey key = written();
    List<Upcoming> expected = expectedMoreThanThereIsRoomFor(key);
    for (Upcoming upcoming : expected) {
      assertRead(upcoming.open());
    }

    List<Upcoming> others = expectedMoreThanThereIsRoomFor(key);
    await(() -> transport.openBodies() == Lookahead.MOST);
    others.forEach(Upcoming::close);
    await(() -> transport.openBodies() == 0);
  }

  private List<Upcoming> expectedMoreThanThereIsRoomFor(ObjectKey key) {
    List<Upcoming> expected = new ArrayList<>();
    for (int i = 0; i <= Lookahead.MOST; i++) {
      expected.add(store.expect(key, range()));
    }
    return expected;
  }

  @Test
  void anAnswerThatComesAfterItsReaderLeftIsLetGo() throws Exception {
    ObjectKey key = written();
    CountDownLatch late = new CountDownLatch(1);
    transport.fail(FaultyTransport.of(SdkHttpMethod.GET), 1, after(late));
    transport.takeRequests();

    store.expect(key, range()).close();
    await(() -> !transport.takeRequests().isEmpty());
    late.countDown();

    await(() -> transport.openBodies() == 0);
    assertRead(store.open(key, range()));
  }

  private static FaultyTransport.Fault after(CountDownLatch latch) {
    return request -> {
      try {
        if (!latch.await(10, TimeUnit.SECONDS)) {
          throw new IOException("never told to go on");
        }
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
      return request.call();
    };
  }

  /**
   * A refusal that is still on its way when the object is opened is told, so that it may take some.
   */
  @Test
  void whatFailedInAdvanceIsAskedForAgainWhenItIsOpened() throws Exception {
    ObjectKey key = written();

    await(() -> isReadAfterOneRefusal(key));

    assertThat(transport.openBodies()).isZero();
  }

  private boolean isReadAfterOneRefusal(ObjectKey key) {
    transport.takeRequests();
    transport.fail(
        FaultyTransport.of(SdkHttpMethod.GET), 1, FaultyTransport.answer(403, "ExpiredToken"));
    try (Upcoming upcoming = store.expect(key, range())) {
      await(() -> !transport.takeRequests().isEmpty());
      assertRead(upcoming.open());
      return true;
    } catch (StorageFailure.Unavailable _) {
      return false;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whileAStoreIsBusyWhatWasExpectedIsUnavailable() throws Exception {
    ObjectKey key = written();
    transport.fail(FaultyTransport.any(), FaultyTransport.answer(503, "SlowDown"));

    try (Upcoming upcoming = store.expect(key, range())) {
      assertThatThrownBy(upcoming::open).isInstanceOf(StorageFailure.Unavailable.class);
    }
    transport.heal();
    List<Upcoming> all = expectedMoreThanThereIsRoomFor(key);
    await(() -> transport.openBodies() == Lookahead.MOST);
    all.forEach(Upcoming::close);
    await(() -> transport.openBodies() == 0);
  }

  @Test
  void anAnswerThatBrokeOffWhileItWaitedIsAskedForAgainFromThere() throws Exception {
    ObjectKey key = written();
    transport.fail(
        FaultyTransport.of(SdkHttpMethod.GET), 1, FaultyTransport.brokenOffAfter(70_001));

    try (Upcoming upcoming = store.expect(key, range())) {
      await(() -> transport.openBodies() == 1);
      assertRead(upcoming.open());
    }

    assertThat(transport.openBodies()).isZero();
  }

  private ObjectKey written() throws IOException {
    return ObjectWriting.write(store, sink -> new PatternedInputStream(LENGTH).transferTo(sink));
  }

  private static void assertRead(ReadableByteChannel channel) throws IOException {
    try (InputStream in = Channels.newInputStream(channel)) {
      assertThat(in).hasSameContentAs(new PatternedInputStream(LENGTH));
    }
  }

  private static ByteRange range() {
    return new ByteRange(ByteCount.ZERO, new ByteCount(LENGTH));
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("time over").isNegative();
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
