package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digest;
import static io.piecemeal.testkit.Samples.digestOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Completing files. */
interface CompletionContract extends LedgerContract {

  @Test
  default void aCompletedFileHasItsDigestAndIsElseTheSame() {
    StoredFile seen = filled(ALICE, 5, 7);

    StoredFile after = committed(complete(seen, digest(9)));

    assertThat(after).isInstanceOf(CompleteFile.class);
    assertThat(digestOf(after)).contains(digest(9));
    assertThat(after.size()).isEqualTo(seen.size());
    assertThat(after.chunks()).isEqualTo(seen.chunks());
    assertThat(after.lastChunk()).isEqualTo(seen.lastChunk());
    assertThat(after.revision()).isEqualTo(seen.revision());
    assertThat(chunks(after)).isEqualTo(chunks(seen));
    assertUnchanged(after);
  }

  @Test
  default void anEmptyFileCanBeCompleted() {
    StoredFile after = committed(complete(opened(ALICE), digest(9)));

    assertThat(after).isInstanceOf(CompleteFile.class);
    assertUnchanged(after);
  }

  @Test
  default void aCompletionDoesNotMoveTheExpiry() {
    StoredFile seen = filled(ALICE, 5);
    letTimePass(Duration.ofMinutes(30));

    StoredFile after = committed(complete(seen, digest(9)));

    assertThat(Duration.between(after.updatedAt(), after.expiresAt()))
        .isLessThanOrEqualTo(RETENTION.sinceLastChunk().minusMinutes(30));
  }

  @Test
  default void aCompletionOfTheFileAsItNoLongerIsIsSuperseded() {
    StoredFile seen = filled(ALICE, 5);
    StoredFile current = appended(seen, 5);

    assertSuperseded(complete(seen, digest(9)));

    assertUnchanged(current);
  }

  @Test
  default void aCompletionOfAnEarlierRevisionIsSuperseded() {
    StoredFile seen = filled(ALICE, 5, 5);
    StoredFile current = appended(committed(rewind(seen, bytes(5))), 5);

    assertSuperseded(complete(seen, digest(9)));

    assertUnchanged(current);
  }

  @Test
  default void aFileIsCompletedOnce() {
    StoredFile seen = filled(ALICE, 5);
    StoredFile complete = committed(complete(seen, digest(9)));

    assertSuperseded(complete(seen, digest(8)));

    assertUnchanged(complete);
  }

  @Test
  default void anExpiredFileCannotBeCompleted() {
    StoredFile seen = filled(ALICE, 5);
    letTimePass(RETENTION.sinceLastChunk());

    assertSuperseded(complete(seen, digest(9)));

    assertGone(seen);
  }

  @Test
  default void aDeletedFileCannotBeCompleted() {
    StoredFile seen = filled(ALICE, 5);
    files().delete(ALICE, seen.id());

    assertSuperseded(complete(seen, digest(9)));

    assertGone(seen);
  }
}
