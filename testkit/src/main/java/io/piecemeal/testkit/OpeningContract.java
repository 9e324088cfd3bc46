package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digestOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Entering files, and finding them again. */
interface OpeningContract extends LedgerContract {

  @Test
  default void anOpenedFileIsEmptyAndTakesChunks() {
    NewFile asked = Samples.newFile(ALICE);

    StoredFile file = Samples.entered(files().open(asked));

    assertThat(file.id()).isEqualTo(asked.id());
    assertThat(file.owner()).isEqualTo(ALICE);
    assertThat(file.name()).isEqualTo(asked.name());
    assertThat(file.contentType()).isEqualTo(asked.contentType());
    assertThat(file.declared()).isEqualTo(Declaration.NONE);
    assertThat(file).isInstanceOf(UploadSession.class);
    assertThat(file.size()).isEqualTo(ByteCount.ZERO);
    assertThat(file.chunks()).isZero();
    assertThat(file.revision()).isZero();
    assertThat(file.lastChunk()).isEmpty();
    assertThat(digestOf(file)).isEmpty();
    assertThat(chunks(file)).isEmpty();
  }

  @Test
  default void anOpenedFileIsFoundAsItWasReturned() {
    assertUnchanged(opened(ALICE));
  }

  @Test
  default void whatWasDeclaredIsKept() {
    Declaration declared =
        new Declaration(Optional.of(bytes(1L << 40)), Optional.of(Samples.digest(200)));

    StoredFile file = Samples.entered(files().open(Samples.newFile(ALICE, declared)));

    assertThat(file.declared()).isEqualTo(declared);
    assertUnchanged(file);
  }

  @Test
  default void anOpenedFileExpiresAsItsRetentionSays() {
    StoredFile file = opened(ALICE);

    assertThat(file.updatedAt()).isEqualTo(file.createdAt());
    assertThat(file.expiresAt()).isEqualTo(RETENTION.expiry(file.createdAt(), file.createdAt()));
  }

  @Test
  default void timesAreKeptInMicroseconds() {
    StoredFile file = opened(ALICE);

    assertThat(file.createdAt()).isEqualTo(file.createdAt().truncatedTo(ChronoUnit.MICROS));
    assertThat(file.expiresAt()).isEqualTo(file.expiresAt().truncatedTo(ChronoUnit.MICROS));
  }

  @Test
  default void aStoredFileIsCompleteWithItsChunksInOrder() {
    List<ChunkObject> objects =
        List.of(Samples.chunk(5), Samples.chunkWithDigest(7), Samples.chunk(1));

    StoredFile file =
        Samples.entered(files().store(Samples.newFile(ALICE), objects, Samples.digest(1)));

    assertThat(file).isInstanceOf(CompleteFile.class);
    assertThat(file.size()).isEqualTo(bytes(13));
    assertThat(file.chunks()).isEqualTo(3);
    assertThat(file.lastChunk()).contains(objects.getLast());
    assertThat(digestOf(file)).contains(Samples.digest(1));
    assertThat(chunks(file)).extracting(Chunk::object).isEqualTo(objects);
    assertThat(chunks(file))
        .extracting(Chunk::offset)
        .containsExactly(bytes(0), bytes(5), bytes(12));
    assertUnchanged(file);
  }

  @Test
  default void aStoredFileMayBeEmpty() {
    StoredFile file =
        Samples.entered(files().store(Samples.newFile(ALICE), List.of(), Samples.digest(1)));

    assertThat(file).isInstanceOf(CompleteFile.class);
    assertThat(file.size()).isEqualTo(ByteCount.ZERO);
    assertThat(file.lastChunk()).isEmpty();
    assertThat(chunks(file)).isEmpty();
    assertUnchanged(file);
  }

  @Test
  default void anUnknownFileIsMissing() {
    assertMissing(ALICE, Samples.fileId());
  }

  @Test
  default void anotherOwnersFileIsMissing() {
    assertMissing(BOB, opened(ALICE).id());
  }

  @Test
  default void aFileIsLiveUntilItExpiresAndGoneFromThen() {
    StoredFile file = filled(ALICE, 3);

    letTimePass(RETENTION.sinceLastChunk().minusMinutes(1));
    assertThat(catalog().find(ALICE, file.id())).isInstanceOf(Lookup.Live.class);

    letTimePass(Duration.ofMinutes(1));
    assertGone(file);
    assertMissing(BOB, file.id());
  }

  @Test
  default void anExpiredFileIsMissingADayLater() {
    StoredFile file = filled(ALICE, 3);

    letTimePass(RETENTION.sinceLastChunk().plusHours(23));
    assertGone(file);

    letTimePass(Duration.ofHours(1));
    assertMissing(ALICE, file.id());
  }
}
