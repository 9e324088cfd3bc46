package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.append;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.newFile;
import static io.piecemeal.testkit.Samples.quotaOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Quota.Resource;
import io.piecemeal.domain.upload.StoredFile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What counts towards a quota, and how long. */
interface ChargeContract extends QuotaTerms {

  @Test
  default void whatIsSmallIsChargedAPage() {
    filled(ALICE, 1, 2, PAGE + 1);

    assertThat(charged(ALICE)).isEqualTo(pages(4) + 1);
  }

  @Test
  default void whatIsDeletedCountsUntilItsBytesAndItsRowAreGone() {
    StoredFile file = filled(ALICE, pages(2), pages(3));
    files().delete(ALICE, file.id());
    assertThat(charged(ALICE)).isEqualTo(pages(6));

    deletionQueue().killKeys(1);
    assertThat(charged(ALICE)).isEqualTo(pages(6));
    deletionQueue().killKeys(10);
    List<ObjectKey> keys = deletionQueue().claim(Duration.ZERO, 10);
    assertThat(keys).hasSize(2);
    assertThat(charged(ALICE)).isEqualTo(pages(6));

    deletionQueue().removeRows(keys);
    deletionQueue().removeRows(keys);
    assertThat(charged(ALICE)).isEqualTo(pages(1));
    assertThat(deletionQueue().purge(Duration.ZERO, 10)).isEqualTo(1);
    assertThat(charged(ALICE)).isZero();
  }

  @Test
  default void whatIsCutOffCountsUntilItsBytesAreGone() {
    StoredFile file = filled(ALICE, pages(2), 1);
    committed(rewind(file, bytes(pages(2))));
    assertThat(charged(ALICE)).isEqualTo(pages(4));

    deletionQueue().removeRows(deletionQueue().claim(Duration.ZERO, 10));

    assertThat(charged(ALICE)).isEqualTo(pages(3));
  }

  @Test
  default void whatHasExpiredCountsUntilItsBytesAreGoneAndIsNoOpenSession() {
    filled(ALICE, pages(5));
    letTimePass(RETENTION.sinceLastChunk());
    assertThat(charged(ALICE)).isEqualTo(pages(6));
    Samples.entered(files().open(newFile(ALICE, quotaOf(1))));

    deletionQueue().expire(10);
    deletionQueue().killKeys(10);
    deletionQueue().removeRows(deletionQueue().claim(Duration.ZERO, 10));

    assertThat(charged(ALICE)).isEqualTo(pages(2));
  }

  @Test
  default void aCompactedFileIsChargedForItsOneObject() {
    StoredFile file = filled(ALICE, 1, 1, 1);
    CompleteFile complete = completed(complete(file, Samples.digest(1)));
    assertThat(charged(ALICE)).isEqualTo(pages(4));

    committed(compactions().replace(complete, Samples.chunk(3)));
    assertThat(charged(ALICE)).isEqualTo(pages(2));
    deletionQueue().removeRows(deletionQueue().claim(Duration.ZERO, 10));

    assertThat(charged(ALICE)).isEqualTo(pages(2));
  }

  @Test
  default void keysThatNeverWerePartOfAFileAreChargedToNobody() {
    filled(ALICE, pages(1));
    resolver().resolve(Samples.objectKey());

    deletionQueue().removeRows(deletionQueue().claim(Duration.ZERO, 10));

    assertThat(charged(ALICE)).isEqualTo(pages(2));
  }

  @Test
  default void aRefusedChunkIsPartOfNothingAndChargedToNobody() {
    StoredFile file = filled(ALICE, pages(5));
    ChunkObject chunk = chunk(6);

    assertRefused(
        () -> files().append(append(file, chunk, quota(10))), Resource.BYTES, pages(10), pages(6));

    assertThat(resolver().resolve(chunk.key())).isEqualTo(CommitStatus.DEAD);
    assertThat(charged(ALICE)).isEqualTo(pages(6));
  }
}
