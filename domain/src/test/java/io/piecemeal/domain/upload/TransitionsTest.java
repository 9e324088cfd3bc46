package io.piecemeal.domain.upload;

import static io.piecemeal.domain.upload.FileSample.ID;
import static io.piecemeal.domain.upload.FileSample.ZEROS;
import static io.piecemeal.domain.upload.FileSample.chunk;
import static io.piecemeal.domain.upload.FileSample.complete;
import static io.piecemeal.domain.upload.FileSample.uploading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an append, a rewind, a completion and a compaction make of a file. */
final class TransitionsTest {

  private static final Ticket TICKET =
      new Ticket(
          new Owner("alice"),
          ID,
          ByteCount.ZERO,
          ByteCount.ZERO,
          Optional.empty(),
          FileSample.EXPIRY,
          Ticket.State.VALID,
          Ticket.Completion.LEAVES_OPEN,
          Ticket.Transfer.IDLE);

  private final UploadSession session = uploading(10).with(Optional.of(TICKET));

  private static FileContent content(
      long size, int chunks, long revision, Optional<ChunkObject> last) {
    return new FileContent(new ByteCount(size), chunks, revision, last);
  }

  @Test
  void anAppendedChunkIsTheEndOfTheSessionAndNothingElseChanges() {
    ChunkObject chunk = chunk(7, 2);

    assertThat(session.append(chunk))
        .isEqualTo(
            new UploadSession(
                session.header(),
                content(17, 2, 0, Optional.of(chunk)),
                session.updatedAt(),
                session.expiresAt(),
                session.ticket()));
  }

  @Test
  void aSessionDoesNotGrowBeyondWhatAByteCountHolds() {
    UploadSession largest =
        FileSample.of(content(Long.MAX_VALUE, 2, 0, Optional.of(chunk(1, 1)))).session();

    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> largest.append(chunk(1, 1)));
  }

  @Test
  void theLastChunkMakesTheFileComplete() {
    ChunkObject chunk = chunk(7, 2);

    assertThat(session.appendLast(chunk, ZEROS))
        .isEqualTo(
            new CompleteFile(
                session.header(),
                content(17, 2, 0, Optional.of(chunk)),
                ZEROS,
                session.updatedAt(),
                session.expiresAt(),
                session.ticket()));
  }

  @Test
  void aCompletedFileHasWhatTheSessionHad() {
    assertThat(session.complete(ZEROS))
        .isEqualTo(
            new CompleteFile(
                session.header(),
                session.content(),
                ZEROS,
                session.updatedAt(),
                session.expiresAt(),
                session.ticket()));
  }

  @Test
  void aRewoundSessionEndsWithTheLastChunkThatIsLeftAndHasANewRevision() {
    UploadSession seen =
        FileSample.of(content(17, 3, 4, Optional.of(chunk(7, 2)))).session().with(session.ticket());
    ChunkObject left = chunk(6, 3);
    Chunk last = new Chunk(new ByteCount(4), left, Chunk.Home.STORE, Instant.EPOCH);

    assertThat(seen.rewind(2, Optional.of(last)))
        .isEqualTo(
            new UploadSession(
                seen.header(),
                content(10, 2, 5, Optional.of(left)),
                seen.updatedAt(),
                seen.expiresAt(),
                seen.ticket()));
  }

  @Test
  void aSessionRewoundToItsStartHasNothing() {
    UploadSession rewound = session.rewind(0, Optional.empty());

    assertThat(rewound.content()).isEqualTo(content(0, 0, 1, Optional.empty()));
  }

  @Test
  void aCompactedFileHasItsBytesInOneObject() {
    CompleteFile seen =
        FileSample.of(content(17, 3, 4, Optional.of(chunk(7, 2))))
            .session()
            .with(session.ticket())
            .complete(ZEROS);
    ChunkObject whole = chunk(17, 9);

    assertThat(seen.compacted(whole))
        .isEqualTo(
            new CompleteFile(
                seen.header(),
                content(17, 3, 4, Optional.of(whole)),
                ZEROS,
                seen.updatedAt(),
                seen.expiresAt(),
                seen.ticket()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seen.compacted(chunk(16, 9)))
        .withMessage("an object of 16 bytes is no copy of 17 bytes");
  }

  @Test
  void theLedgerStampsItsTimes() {
    Instant updated = FileSample.OPENED.plusSeconds(5);
    Instant expires = FileSample.OPENED.plusSeconds(65);

    assertThat(session.stamped(updated, expires))
        .isEqualTo(
            new UploadSession(
                session.header(), session.content(), updated, expires, session.ticket()));
    CompleteFile file = session.complete(ZEROS);
    assertThat(file.stamped(updated, expires))
        .isEqualTo(
            new CompleteFile(
                file.header(), file.content(), ZEROS, updated, expires, file.ticket()));
  }

  @Test
  void aTicketComesAndGoes() {
    assertThat(session.with(Optional.empty()).ticket()).isEmpty();
    assertThat(complete(10).with(Optional.of(TICKET)).ticket()).contains(TICKET);
  }

  @Test
  void aFileIsWhatItsHeaderAndItsContentSay() {
    assertThat(session.id()).isEqualTo(session.header().id());
    assertThat(session.owner()).isEqualTo(session.header().owner());
    assertThat(session.name()).isEqualTo(session.header().name());
    assertThat(session.contentType()).isEqualTo(session.header().contentType());
    assertThat(session.declared()).isEqualTo(session.header().declared());
    assertThat(session.createdAt()).isEqualTo(session.header().createdAt());
    assertThat(session.size()).isEqualTo(new ByteCount(10));
    assertThat(session.chunks()).isEqualTo(1);
    assertThat(session.revision()).isZero();
    assertThat(session.rewind(0, Optional.empty()).revision()).isEqualTo(1);
    assertThat(session.lastChunk()).isEqualTo(session.content().lastChunk());
  }
}
