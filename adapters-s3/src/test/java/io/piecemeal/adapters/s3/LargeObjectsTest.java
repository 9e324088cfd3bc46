package io.piecemeal.adapters.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.ChunkStore.StagedObject;
import io.piecemeal.application.port.out.ObjectInventory.Cursor;
import io.piecemeal.application.port.out.ObjectInventory.Item;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.ObjectWriting;
import io.piecemeal.testkit.PatternedInputStream;
import io.piecemeal.testkit.Race;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Objects of more than a part, and many large ones at once. */
final class LargeObjectsTest {

  private static final int LENGTH = S3Stage.PART + 100_000;

  @AutoClose private final S3Fixture fixture = new S3Fixture();
  private final S3ChunkStore store = fixture.node();

  @Test
  void anObjectOfSeveralPartsIsReadAsAWhole() throws IOException {
    ObjectKey key = write(LENGTH);

    assertRead(store.open(key, range(LENGTH)), LENGTH);
    assertThat(fixture.leftovers()).hasSize(1);
  }

  @Test
  void anObjectThatFillsItsPartsExactlyHasNoEmptyOne() throws IOException {
    for (int parts = 1; parts <= 2; parts++) {
      int length = parts * S3Stage.PART;
      assertRead(store.open(write(length), range(length)), length);
    }
  }

  @Test
  void aChunkOfFiveMebibytesIsOnePut() throws IOException {
    write(5 << 20);

    assertThat(fixture.transport.takeRequests()).hasSize(1);
  }

  @Test
  void itIsReadBeforeItIsKeptAndLeavesNothingIfItIsNot() throws IOException {
    try (StagedObject staged = staged()) {
      assertRead(staged.open(range(LENGTH)), LENGTH);
      assertRead(staged.open(range(10)), 10);
    }
    staged().close();

    assertThat(fixture.leftovers()).isEmpty();
  }

  @Test
  void itIsKeptAfterItWasRead() throws IOException {
    try (StagedObject staged = staged()) {
      staged.open(range(10)).close();

      assertRead(store.open(staged.keep(), range(LENGTH)), LENGTH);
    }
  }

  @Test
  void oneThatWasCollectedBetweenReadAndKeepIsUnavailable() throws IOException {
    try (StagedObject staged = staged()) {
      staged.open(range(10)).close();
      List<Item> orphans = store.inventory().list(Cursor.START, Duration.ZERO, 10).objects();
      assertThat(orphans).hasSize(1);
      store.delete(List.of(orphans.getFirst().key()));

      assertThatThrownBy(staged::keep).isInstanceOf(StorageFailure.Unavailable.class);
    }
    assertThat(fixture.leftovers()).isEmpty();
  }

  @Test
  void partsWhoseAnswerIsLostAreRemoved() throws IOException {
    for (int lost = 1; lost <= 2; lost++) {
      failNth(lost);

      assertThatThrownBy(() -> write(LENGTH)).isInstanceOf(StorageFailure.Unavailable.class);

      fixture.transport.heal();
      assertThat(fixture.leftovers()).as("after the loss of put %d", lost).isEmpty();
    }
  }

  @Test
  void aCompletionWhoseAnswerIsLostLeavesNothing() throws IOException {
    fixture.transport.fail(
        request ->
            request.method() == SdkHttpMethod.POST
                && request.rawQueryParameters().containsKey("uploadId"),
        1,
        FaultyTransport.answerLost());

    assertThatThrownBy(() -> write(LENGTH)).isInstanceOf(StorageFailure.Unavailable.class);

    assertThat(fixture.leftovers()).isEmpty();
  }

  @Test
  void moreLargeOnesThanThereIsMemoryForWaitForEachOther() {
    int length = 5 << 20;
    Patience endless = new Patience(Duration.ofMinutes(10), System::nanoTime);
    S3ChunkStore narrow =
        new S3ChunkStore(fixture.bucket(endless), fixture.names, new ByteCount(2L * S3Stage.PART));

    List<ObjectKey> keys =
        Race.run(
            20,
            lane ->
                ObjectWriting.write(
                    narrow, sink -> new PatternedInputStream(length).transferTo(sink)));

    assertThat(keys).doesNotHaveDuplicates();
  }

  private void failNth(int nth) {
    int[] seen = {0};
    fixture.transport.fail(
        request -> request.method() == SdkHttpMethod.PUT && ++seen[0] == nth,
        FaultyTransport.answerLost());
  }

  private StagedObject staged() throws IOException {
    StagedObject staged = store.begin(new Shard(7), ObjectWriting.LIMIT);
    new PatternedInputStream(LENGTH).transferTo(staged.sink());
    return staged;
  }

  private ObjectKey write(int length) throws IOException {
    return ObjectWriting.write(store, sink -> new PatternedInputStream(length).transferTo(sink));
  }

  private static void assertRead(ReadableByteChannel channel, int length) throws IOException {
    try (InputStream in = Channels.newInputStream(channel)) {
      assertThat(in).hasSameContentAs(new PatternedInputStream(length));
    }
  }

  private static ByteRange range(long length) {
    return new ByteRange(ByteCount.ZERO, new ByteCount(length));
  }
}
