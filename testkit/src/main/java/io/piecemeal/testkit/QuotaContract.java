package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.append;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.newFile;
import static io.piecemeal.testkit.Samples.quotaOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Quota.Resource;
import io.piecemeal.domain.upload.StoredFile;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What an owner may have. */
interface QuotaContract extends QuotaTerms {

  @Test
  default void anAppendMayFillTheQuotaAndNotMore() {
    StoredFile other = filled(ALICE, pages(60));
    StoredFile file = opened(ALICE);

    StoredFile full = committed(files().append(append(file, chunk(38), quota(100))));
    Append tooMuch = append(full, Samples.chunk(1), quota(100));

    assertRefused(() -> files().append(tooMuch), Resource.BYTES, pages(100), pages(100));
    assertUnchanged(full);
    assertUnchanged(other);
    assertThat(chunks(full)).hasSize(1);
  }

  @Test
  default void aSupersededAppendIsSupersededAlsoWhereThereIsNoRoom() {
    StoredFile seen = filled(ALICE, pages(5));
    StoredFile current = appended(seen, pages(5));

    assertSuperseded(files().append(append(seen, chunk(5), quota(11))));

    assertUnchanged(current);
    assertThat(charged(ALICE)).isEqualTo(pages(11));
  }

  @Test
  default void whatOthersHaveDoesNotCount() {
    filled(BOB, pages(100));

    assertThat(files().append(append(opened(ALICE), chunk(99), quota(100))))
        .isInstanceOf(Commit.Committed.class);
  }

  @Test
  default void whatIsCompleteCountsAsBytesAndNotAsASession() {
    Quota quota = new Quota(Optional.of(bytes(pages(100))), OptionalInt.of(1));
    Samples.entered(files().store(newFile(ALICE, quota), List.of(chunk(95)), Samples.digest(1)));

    StoredFile session = Samples.entered(files().open(newFile(ALICE, quota)));

    assertRefused(
        () -> files().append(append(session, chunk(4), quota)),
        Resource.BYTES,
        pages(100),
        pages(97));
  }

  @Test
  default void aFileIsStoredOnlyIfThereIsRoomForAllOfIt() {
    filled(ALICE, pages(50));
    NewFile file = newFile(ALICE, quota(100));
    List<ChunkObject> chunks = List.of(chunk(48), Samples.chunk(1));

    assertRefused(
        () -> Samples.entered(files().store(file, chunks, Samples.digest(1))),
        Resource.BYTES,
        pages(100),
        pages(51));

    assertMissing(ALICE, file.id());
    assertThat(resolver().resolve(chunks.getFirst().key())).isEqualTo(CommitStatus.DEAD);
  }

  @Test
  default void anEmptyFileNeedsRoomForItsRow() {
    filled(ALICE, pages(98));
    NewFile last = newFile(ALICE, quota(100));
    NewFile tooMany = newFile(ALICE, quota(100));

    assertUnchanged(Samples.entered(files().store(last, List.of(), Samples.digest(1))));

    assertRefused(
        () -> Samples.entered(files().open(tooMany)), Resource.BYTES, pages(100), pages(100));
  }

  @Test
  default void aSessionMoreThanTheQuotaIsRefused() {
    Samples.entered(files().open(newFile(ALICE, quotaOf(2))));
    StoredFile second = Samples.entered(files().open(newFile(ALICE, quotaOf(2))));
    NewFile third = newFile(ALICE, quotaOf(2));

    assertRefused(() -> Samples.entered(files().open(third)), Resource.OPEN_SESSIONS, 2, 2);
    assertMissing(ALICE, third.id());

    complete(second, Samples.digest(1));
    assertUnchanged(Samples.entered(files().open(third)));
  }
}
