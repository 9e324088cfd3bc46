package io.piecemeal.adapters.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.application.port.out.ObjectInventory.Cursor;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.ObjectWriting;
import io.piecemeal.testkit.PatternedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Parts of objects that the store copies by itself. */
final class AppendedPartsTest {

  private static final int LENGTH = S3Stage.LEAST_PART;

  @AutoClose private final S3Fixture fixture = new S3Fixture();
  private final FaultyTransport transport = fixture.transport;
  private final S3ChunkStore store = fixture.node();

  @Test
  void bytesThatAreAppendedDoNotComeThroughThisProcess() throws IOException {
    ObjectKey source = written();
    transport.takeRequests();
    try (StagedObject staged = begun()) {
      assertThat(staged.append(source, range(0, LENGTH))).isTrue();
      assertThat(staged.append(source, range(0, LENGTH))).isTrue();
      ObjectKey _ = staged.keep();
    }

    assertThat(transport.takeRequests())
        .extracting(request -> request.substring(0, request.indexOf(' ')))
        .containsExactly("POST", "PUT", "PUT", "POST", "HEAD");
  }

  @Test
  void whatMakesNoPartIsNotAppended() throws IOException {
    ObjectKey source = written();
    ObjectKey small = ObjectWriting.write(store, sink -> sink.write(1));
    transport.takeRequests();
    try (StagedObject staged = begun()) {
      assertThat(staged.append(source, range(0, LENGTH - 1))).isFalse();
      assertThat(staged.append(small, range(0, 1))).isFalse();
      staged.sink().write(1);
      assertThat(staged.append(source, range(0, LENGTH))).as("behind a gap").isFalse();
      assertThat(transport.takeRequests()).isEmpty();
    }
  }

  @Test
  void whatWasWrittenBeforeIsAPartIfItIsLongEnough() throws IOException {
    ObjectKey source = written();
    try (StagedObject staged = begun()) {
      new PatternedInputStream(LENGTH).transferTo(staged.sink());
      assertThat(staged.append(source, range(0, LENGTH))).isTrue();
      staged.sink().write('z');
      ObjectKey key = staged.keep();

      try (InputStream in = Channels.newInputStream(store.open(key, range(LENGTH, LENGTH + 1)))) {
        assertThat(in.readNBytes(LENGTH)).isEqualTo(PatternedInputStream.bytes(LENGTH));
        assertThat(in.read()).isEqualTo('z');
      }
    }
  }

  @Test
  void aCopyWhoseAnswerIsLostIsNotSentAgainAndLeavesNothing() throws IOException {
    assertFailsOnce(FaultyTransport.answerLost());
  }

  @ParameterizedTest
  @CsvSource({"503, SlowDown", "500, InternalError", "403, AccessDenied"})
  void aCopyThatIsRefusedIsNotSentAgainAndLeavesNothing(int status, String code)
      throws IOException {
    assertFailsOnce(FaultyTransport.answer(status, code));
  }

  /** S3 may begin its answer before it has copied. */
  @Test
  void anErrorBehindASuccessIsAnError() throws IOException {
    assertFailsOnce(FaultyTransport.answer(200, "InternalError"));
  }

  private void assertFailsOnce(FaultyTransport.Fault fault) throws IOException {
    ObjectKey source = written();
    List<String> before = fixture.leftovers();
    transport.takeRequests();
    transport.fail(AppendedPartsTest::isCopy, fault);
    try (StagedObject staged = begun()) {
      assertThatThrownBy(() -> staged.append(source, range(0, LENGTH)))
          .isInstanceOf(StorageFailure.Unavailable.class);
      assertThat(transport.takeRequests()).filteredOn(sent -> sent.startsWith("PUT")).hasSize(1);
      assertThatThrownBy(staged::keep).isInstanceOf(IllegalStateException.class);
    }

    assertThat(fixture.leftovers()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void aStoreThatDoesNotCopyPartsIsWrittenTo() throws IOException {
    ObjectKey source = written();
    transport.fail(AppendedPartsTest::isCopy, FaultyTransport.answer(501, "NotImplemented"));
    try (StagedObject staged = begun()) {
      assertThat(staged.append(source, range(0, LENGTH))).isFalse();
      new PatternedInputStream(LENGTH).transferTo(staged.sink());
      ObjectKey key = staged.keep();

      try (InputStream in = Channels.newInputStream(store.open(key, range(0, LENGTH)))) {
        assertThat(in).hasSameContentAs(new PatternedInputStream(LENGTH));
      }
    }
  }

  @Test
  void anObjectThatIsNotThereIsDamage() throws IOException {
    ObjectKey source = written();
    store.delete(List.of(source));
    try (StagedObject staged = begun()) {
      assertThatThrownBy(() -> staged.append(source, range(0, LENGTH)))
          .isInstanceOf(StorageFailure.Damaged.class);
    }

    assertThat(fixture.leftovers()).isEmpty();
  }

  /** What a completion without an answer made is under a name that is looked after. */
  @Test
  void aCompletionWhoseAnswerIsLostGivesNoKey() throws IOException {
    ObjectKey source = written();
    transport.fail(
        request ->
            request.method() == SdkHttpMethod.POST
                && request.rawQueryParameters().containsKey("uploadId"),
        1,
        FaultyTransport.answerLost());
    try (StagedObject staged = begun()) {
      assertThat(staged.append(source, range(0, LENGTH))).isTrue();
      assertThatThrownBy(staged::keep).isInstanceOf(StorageFailure.Unavailable.class);
    }

    assertThat(store.inventory().list(Cursor.START, Duration.ZERO, 10).objects())
        .extracting(item -> item.key())
        .containsExactly(source);
  }

  private static boolean isCopy(SdkHttpRequest request) {
    return request.firstMatchingHeader("x-amz-copy-source").isPresent();
  }

  private StagedObject begun() {
    return store.begin(new Shard(7), ObjectWriting.LIMIT);
  }

  private ObjectKey written() throws IOException {
    return ObjectWriting.write(store, sink -> new PatternedInputStream(LENGTH).transferTo(sink));
  }

  private static ByteRange range(long start, long length) {
    return new ByteRange(new ByteCount(start), new ByteCount(length));
  }
}
