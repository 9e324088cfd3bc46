package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Deleting files. */
interface DeletionContract extends LedgerContract {

  @Test
  default void aDeletedFileIsGoneWithItsLastSize() {
    StoredFile file = filled(ALICE, 5, 7);

    StoredFile deleted = committed(files().delete(ALICE, file.id()));

    assertThat(deleted.id()).isEqualTo(file.id());
    assertThat(deleted.size()).isEqualTo(file.size());
    assertThat(deleted).isInstanceOf(UploadSession.class);
    assertGone(file);
    assertMissing(BOB, file.id());
  }

  @Test
  default void aCompleteFileCanBeDeleted() {
    StoredFile file = committed(complete(filled(ALICE, 5), digest(9)));

    StoredFile deleted = committed(files().delete(ALICE, file.id()));

    assertThat(deleted).isInstanceOf(CompleteFile.class);
    assertGone(file);
  }

  @Test
  default void anEmptyFileCanBeDeleted() {
    StoredFile file = opened(ALICE);

    committed(files().delete(ALICE, file.id()));

    assertGone(file);
  }

  @Test
  default void aDeletedFileIsMissingADayLater() {
    StoredFile file = filled(ALICE, 5);
    files().delete(ALICE, file.id());

    letTimePass(Duration.ofHours(23));
    assertGone(file);

    letTimePass(Duration.ofHours(1));
    assertMissing(ALICE, file.id());
  }

  @Test
  default void aDeletedFileHasNoChunksToRead() {
    StoredFile file = filled(ALICE, 5);
    files().delete(ALICE, file.id());

    assertThat(catalog().chunks(file, ByteCount.ZERO, 10)).isEmpty();
  }

  @Test
  default void aFileIsDeletedOnce() {
    StoredFile file = filled(ALICE, 5);
    files().delete(ALICE, file.id());

    assertSuperseded(files().delete(ALICE, file.id()));
  }

  @Test
  default void anotherOwnersFileIsNotThereToDelete() {
    StoredFile file = filled(ALICE, 5);

    assertSuperseded(files().delete(BOB, file.id()));

    assertUnchanged(file);
  }

  @Test
  default void anUnknownFileIsNotThereToDelete() {
    assertSuperseded(files().delete(ALICE, Samples.fileId()));
  }

  @Test
  default void anExpiredFileIsNotThereToDelete() {
    StoredFile file = filled(ALICE, 5);
    letTimePass(RETENTION.sinceLastChunk());

    assertSuperseded(files().delete(ALICE, file.id()));

    assertGone(file);
  }
}
