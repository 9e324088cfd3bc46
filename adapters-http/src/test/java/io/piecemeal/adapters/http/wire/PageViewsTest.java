package io.piecemeal.adapters.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.adapters.http.wire.ChunkPageView.ChunkView;
import io.piecemeal.application.port.in.ListFiles.Continuation;
import io.piecemeal.application.port.in.ListFiles.FilePage;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.InMemoryFileLedger;
import io.piecemeal.testkit.Samples;
import io.piecemeal.testkit.TestClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page says whether another follows, and where that begins. */
final class PageViewsTest {

  /** Chunks of ten bytes each. */
  private static List<Chunk> chunks(int count) {
    return LongStream.range(0, count)
        .mapToObj(
            at ->
                new Chunk(
                    new ByteCount(10 * at),
                    Samples.chunk(10),
                    Chunk.Home.STORE,
                    Instant.parse("2026-04-13T05:32:04.9Z")))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, 0, false, ",
    "1, 2, 1, false, ",
    "2, 2, 2, false, ",
    "3, 2, 2, true, 20",
    "2, 1, 1, true, 10"
  })
  void anotherPageOfChunksFollowsWhereOneMoreWasFound(
      int found, int limit, int shown, boolean more, Long next) {
    ChunkPageView page = ChunkPageView.of(chunks(found), limit);

    assertThat(page.data()).hasSize(shown);
    assertThat(page.hasMore()).isEqualTo(more);
    assertThat(page.next()).isEqualTo(next);
  }

  @Test
  void aChunkHasADigestOnlyWhereItsSenderSaidOne() {
    Chunk plain = chunks(2).getLast();
    Chunk digested =
        new Chunk(
            ByteCount.ZERO,
            Samples.chunkWithDigest(3),
            Chunk.Home.LEDGER,
            Instant.parse("2026-04-13T05:32:04Z"));

    assertThat(ChunkView.of(plain))
        .isEqualTo(
            new ChunkView(10, 10, plain.object().crc32c().hex(), "2026-04-13T05:32:04Z", null));
    assertThat(ChunkView.of(digested))
        .isEqualTo(
            new ChunkView(0, 3, "ffffffff", "2026-04-13T05:32:04Z", Samples.digest(7).hex()));
  }

  private static StoredFile file() {
    InMemoryFileLedger ledger = new InMemoryFileLedger(new TestClock());
    return Samples.entered(ledger.open(Samples.newFile(Samples.ALICE)));
  }

  @Test
  void theNextPageOfFilesBeginsBehindTheLastFileOfThisOne() {
    List<StoredFile> files = List.of(file(), file());

    FilePageView page = FilePageView.of(new FilePage(files, Continuation.MORE));

    assertThat(page.hasMore()).isTrue();
    assertThat(page.data())
        .extracting(FileView::fileId)
        .containsExactly(files.getFirst().id().value(), files.getLast().id().value());
    assertThat(QueryValues.after(Optional.ofNullable(page.next())))
        .contains(FileQuery.Position.of(files.getLast()));
  }

  @Test
  void theLastPageOfFilesHasNoNext() {
    assertThat(FilePageView.of(new FilePage(List.of(file()), Continuation.END)))
        .matches(page -> !page.hasMore() && page.next() == null && page.data().size() == 1);
    assertThat(FilePageView.of(new FilePage(List.of(), Continuation.END)))
        .isEqualTo(new FilePageView(List.of(), false, null));
  }
}
