package io.piecemeal.domain.upload;

import static io.piecemeal.domain.upload.FileSample.OTHER;
import static io.piecemeal.domain.upload.FileSample.ZEROS;
import static io.piecemeal.domain.upload.FileSample.chunk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.Shard;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that cannot be: what the CHECKs of the ledger's tables refuse, and what was declared. */
final class FileInvariantsTest {

  private static FileContent content(long size, int chunks, long revision, @Nullable Long last) {
    return new FileContent(
        new ByteCount(size),
        chunks,
        revision,
        Optional.ofNullable(last).map(length -> chunk(length, 1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          10 |  1 | -7 | 10 | a revision is never negative: -7
           0 | -1 |  0 |  - | a number of chunks is never negative: -1
          10 |  0 |  0 |  - | 10 bytes are not in 0 chunks
           0 |  2 |  0 |  1 | 0 bytes are not in 2 chunks
          10 |  1 |  0 |  - | a file has a last chunk if and only if it has chunks, here 1
           0 |  0 |  0 |  1 | a file has a last chunk if and only if it has chunks, here 0
          10 |  2 |  0 | 11 | the last chunk is longer than the file of 10 bytes
          """)
  void contentThatContradictsItselfIsRefused(
      long size, int chunks, long revision, @Nullable Long last, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> content(size, chunks, revision, last))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"0,0,0,-", "0,0,3,-", "10,1,0,10", "10,4,2,1"})
  void otherContentIsNot(long size, int chunks, long revision, @Nullable Long last) {
    assertThatCode(() -> content(size, chunks, revision, last)).doesNotThrowAnyException();
  }

  @Test
  void aSessionHasAtMostTheBytesThatWereDeclared() {
    assertThat(FileSample.of(10).declaring(10).session().size()).isEqualTo(new ByteCount(10));
    assertThat(FileSample.of(10).declaring(11).session().size()).isEqualTo(new ByteCount(10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileSample.of(10).declaring(9).session())
        .withMessage("file %s has 10 bytes, more than were declared".formatted(FileSample.ID));
  }

  @ParameterizedTest
  @CsvSource({"9", "11"})
  void aCompleteFileHasTheSizeThatWasDeclared(long declared) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileSample.of(10).declaring(declared).file())
        .withMessage(
            "file %s is complete with 10 bytes, not those declared".formatted(FileSample.ID));
  }

  @Test
  void aCompleteFileHasTheDigestThatWasDeclared() {
    assertThat(FileSample.of(10).declaring(ZEROS).file().sha256()).isEqualTo(ZEROS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileSample.of(10).declaring(OTHER).file())
        .withMessage(
            "file %s is complete with digest %s, not the one declared"
                .formatted(FileSample.ID, ZEROS));
  }

  @Test
  void theLastChunkOfAFileIsInItsShard() {
    ChunkObject chunk = chunk(10, 1);
    ObjectKey elsewhere = chunk.key().in(new Shard(1));
    FileSample sample =
        FileSample.of(
            FileContent.NONE.plus(
                new ChunkObject(elsewhere, chunk.length(), chunk.crc32c(), chunk.sha256())));
    String message = "the last chunk of file %s is not in its shard 000".formatted(FileSample.ID);

    assertThatIllegalArgumentException().isThrownBy(sample::session).withMessage(message);
    assertThatIllegalArgumentException().isThrownBy(sample::file).withMessage(message);
  }

  /** A clock may be set back between two changes; a file is not lost by that. */
  @Test
  void aClockThatWasSetBackMakesNoFileUnreadable() {
    Instant before = FileSample.OPENED.minusSeconds(3600);

    assertThatCode(() -> FileSample.uploading(10).stamped(before, before))
        .doesNotThrowAnyException();
    assertThatCode(() -> FileSample.complete(10).stamped(before, before))
        .doesNotThrowAnyException();
  }

  @Test
  void anObjectHasBytes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> chunk(0, 1))
        .withMessageMatching("object [0-9a-f]{32} has no bytes");
  }
}
