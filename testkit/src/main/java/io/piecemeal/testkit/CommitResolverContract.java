package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.StoredFile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link io.piecemeal.application.port.out.CommitResolver} does. */
public abstract class CommitResolverContract extends LedgerSuite {

  protected CommitResolverContract() {}

  @Test
  final void anAppendedKeyIsLive() {
    StoredFile file = filled(ALICE, 5);

    assertThat(resolver().resolve(keys(file).getFirst())).isEqualTo(CommitStatus.LIVE);

    assertUnchanged(file);
  }

  @Test
  final void aStoredKeyIsLive() {
    ChunkObject chunk = Samples.chunk(5);
    Samples.entered(files().store(Samples.newFile(ALICE), List.of(chunk), Samples.digest(1)));

    assertThat(resolver().resolve(chunk.key())).isEqualTo(CommitStatus.LIVE);
  }

  @Test
  final void anUnknownKeyIsDeadForGood() {
    ObjectKey key = Samples.objectKey();

    assertThat(resolver().resolve(key)).isEqualTo(CommitStatus.DEAD);
    assertThat(resolver().resolve(key)).isEqualTo(CommitStatus.DEAD);
  }

  @Test
  final void aDeadKeyCannotBeAppended() {
    StoredFile file = filled(ALICE, 5);
    ChunkObject chunk = Samples.chunk(7);
    resolver().resolve(chunk.key());

    assertThatThrownBy(() -> files().append(append(file, chunk)))
        .isInstanceOf(StorageFailure.Unavailable.class);

    assertUnchanged(file);
    assertThat(chunks(file)).hasSize(1);
  }

  @Test
  final void aDeadKeyCannotBeStored() {
    NewFile asked = Samples.newFile(ALICE);
    ChunkObject chunk = Samples.chunk(7);
    resolver().resolve(chunk.key());

    assertThatThrownBy(
            () ->
                Samples.entered(
                    files().store(asked, List.of(Samples.chunk(1), chunk), Samples.digest(1))))
        .isInstanceOf(StorageFailure.Unavailable.class);

    assertMissing(ALICE, asked.id());
  }

  @Test
  final void aDeadKeysObjectIsDueForRemoval() {
    ObjectKey key = Samples.objectKey();
    resolver().resolve(key);

    assertThat(deletionQueue().claim(Duration.ZERO, 10)).containsExactly(key);
  }

  @Test
  final void settlingALiveKeyDoesNotMakeItDueForRemoval() {
    resolver().resolve(keys(filled(ALICE, 5)).getFirst());

    assertThat(deletionQueue().claim(Duration.ZERO, 10)).isEmpty();
  }

  @Test
  final void theKeysOfADeletedFileAreDeadOnceRetired() {
    StoredFile file = filled(ALICE, 5);
    ObjectKey key = keys(file).getFirst();
    files().delete(ALICE, file.id());
    deletionQueue().killKeys(10);

    assertThat(resolver().resolve(key)).isEqualTo(CommitStatus.DEAD);
  }

  @Test
  final void nothingIsResolvedByALedgerThatCannotBeReached() {
    LedgerFixture unreachable = unreachable();

    assertUnavailable(() -> unreachable.resolver().resolve(Samples.objectKey()));
  }
}
