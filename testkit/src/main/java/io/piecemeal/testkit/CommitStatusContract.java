package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.FileLedger.CommitStatus;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.StoredFile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deciding whether a key is part of a file. */
interface CommitStatusContract extends LedgerContract {

  @Test
  default void anAppendedKeyIsLive() {
    StoredFile file = filled(ALICE, 5);

    assertThat(files().resolve(keys(file).getFirst())).isEqualTo(CommitStatus.LIVE);

    assertUnchanged(file);
  }

  @Test
  default void aStoredKeyIsLive() {
    ChunkObject chunk = Samples.chunk(5);
    files().store(Samples.newFile(ALICE), List.of(chunk), Samples.digest(1));

    assertThat(files().resolve(chunk.key())).isEqualTo(CommitStatus.LIVE);
  }

  @Test
  default void anUnknownKeyIsDeadForGood() {
    ObjectKey key = Samples.objectKey();

    assertThat(files().resolve(key)).isEqualTo(CommitStatus.DEAD);
    assertThat(files().resolve(key)).isEqualTo(CommitStatus.DEAD);
  }

  @Test
  default void aDeadKeyCannotBeAppended() {
    StoredFile file = filled(ALICE, 5);
    ChunkObject chunk = Samples.chunk(7);
    files().resolve(chunk.key());

    assertThatThrownBy(() -> files().append(append(file, chunk)))
        .isInstanceOf(StorageFailure.Unavailable.class);

    assertUnchanged(file);
    assertThat(chunks(file)).hasSize(1);
  }

  @Test
  default void aDeadKeyCannotBeStored() {
    NewFile asked = Samples.newFile(ALICE);
    ChunkObject chunk = Samples.chunk(7);
    files().resolve(chunk.key());

    assertThatThrownBy(
            () -> files().store(asked, List.of(Samples.chunk(1), chunk), Samples.digest(1)))
        .isInstanceOf(StorageFailure.Unavailable.class);

    assertMissing(ALICE, asked.id());
  }

  @Test
  default void aDeadKeysObjectIsDueForRemoval() {
    ObjectKey key = Samples.objectKey();
    files().resolve(key);

    assertThat(deletionQueue().claim(Duration.ZERO, 10)).containsExactly(key);
  }

  @Test
  default void settlingALiveKeyDoesNotMakeItDueForRemoval() {
    files().resolve(keys(filled(ALICE, 5)).getFirst());

    assertThat(deletionQueue().claim(Duration.ZERO, 10)).isEmpty();
  }

  @Test
  default void theKeysOfADeletedFileAreDeadOnceRetired() {
    StoredFile file = filled(ALICE, 5);
    ObjectKey key = keys(file).getFirst();
    files().delete(ALICE, file.id());
    deletionQueue().killKeys(10);

    assertThat(files().resolve(key)).isEqualTo(CommitStatus.DEAD);
  }
}
