package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.append;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.newFile;
import static io.piecemeal.testkit.Samples.quotaOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Quota.Resource;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.domain.upload.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * What an owner may have, however many changes are under way at once. Counted in pages of what is
 * charged at least: a file is charged one, a chunk of n pages n.
 */
interface QuotaContract extends LedgerContract {

  long PAGE = Usage.LEAST_CHARGE.value();

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
  default void aRefusedChunkIsPartOfNothingAndChargedToNobody() {
    StoredFile file = filled(ALICE, pages(5));
    ChunkObject chunk = chunk(6);

    assertRefused(
        () -> files().append(append(file, chunk, quota(10))), Resource.BYTES, pages(10), pages(6));

    assertThat(resolver().resolve(chunk.key())).isEqualTo(CommitStatus.DEAD);
    assertThat(charged(ALICE)).isEqualTo(pages(6));
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

  @Test
  default void fiftyParallelAppendsToOneOwnersFilesNeverPassTheQuota() {
    List<UploadSession> opened = IntStream.range(0, 50).mapToObj(lane -> opened(ALICE)).toList();

    List<Boolean> stored =
        Race.run(50, lane -> isCommitted(append(opened.get(lane), chunk(1), quota(64))));

    assertThat(stored).filteredOn(done -> done).hasSize(14);
    assertThat(bytesOf(ALICE)).isEqualTo(bytes(pages(14)));
  }

  @Test
  default void fiftyThreadsAppendingToOneFileFillTheQuotaAndNeverPassIt() {
    StoredFile opened = opened(ALICE);

    List<Integer> stored = Race.run(50, lane -> appendUntilRefused(opened));

    assertThat(stored.stream().mapToInt(Integer::intValue).sum()).isEqualTo(99);
    assertThat(bytesOf(ALICE)).isEqualTo(bytes(pages(99)));
  }

  private int appendUntilRefused(StoredFile start) {
    int stored = 0;
    while (true) {
      try {
        stored += isSuperseded(append(live(start), chunk(1), quota(100))) ? 0 : 1;
      } catch (UploadRejected refused) {
        return stored;
      }
    }
  }

  private boolean isSuperseded(Append append) {
    return files().append(append) instanceof Commit.Superseded;
  }

  @Test
  default void ofFiftySessionsOpenedAtOnceAsManyAsTheQuotaAreThere() {
    List<Boolean> opened = Race.run(50, lane -> isOpened(newFile(ALICE, quotaOf(9))));

    assertThat(opened).filteredOn(done -> done).hasSize(9);
    assertThat(listed(ALICE)).hasSize(9);
  }

  @Test
  default void ofFiftyFilesStoredAtOnceAsManyAsTheQuotaHoldsAreThere() {
    List<Boolean> stored = Race.run(50, lane -> isStored(newFile(ALICE, quota(29))));

    assertThat(stored).filteredOn(done -> done).hasSize(14);
    assertThat(bytesOf(ALICE)).isEqualTo(bytes(pages(14)));
  }

  private boolean isCommitted(Append append) {
    return isAllowed(() -> committed(files().append(append)));
  }

  private boolean isOpened(NewFile file) {
    return isAllowed(() -> Samples.entered(files().open(file)));
  }

  private boolean isStored(NewFile file) {
    return isAllowed(
        () -> Samples.entered(files().store(file, List.of(chunk(1)), Samples.digest(1))));
  }

  private static boolean isAllowed(Runnable step) {
    try {
      step.run();
      return true;
    } catch (UploadRejected refused) {
      assertThat(refused.refusal()).isInstanceOf(Refusal.QuotaExceeded.class);
      return false;
    }
  }

  private static void assertRefused(
      ThrowingCallable step, Resource resource, long limit, long used) {
    assertThatThrownBy(step)
        .isInstanceOfSatisfying(
            UploadRejected.class,
            refused ->
                assertThat(refused.refusal())
                    .isEqualTo(new Refusal.QuotaExceeded(resource, limit, used)));
  }

  private StoredFile live(StoredFile file) {
    return switch (catalog().find(file.owner(), file.id())) {
      case Lookup.Live found -> found.file();
      case Lookup.Damaged found -> found.file();
      case Lookup.Gone gone -> throw new AssertionError("gone");
      case Lookup.Missing missing -> throw new AssertionError("missing");
    };
  }

  private List<StoredFile> listed(Owner owner) {
    return catalog().list(owner, new FileQuery(1000, Optional.empty(), Optional.empty()));
  }

  private ByteCount bytesOf(Owner owner) {
    return listed(owner).stream().map(StoredFile::size).reduce(ByteCount.ZERO, ByteCount::plus);
  }

  /** What the ledger says that this owner has, when it refuses one thing more. */
  private long charged(Owner owner) {
    try {
      Samples.entered(files().open(newFile(owner, quotaOf(bytes(0)))));
      throw new AssertionError("there is no room for anything");
    } catch (UploadRejected refused) {
      return ((Refusal.QuotaExceeded) refused.refusal()).used();
    }
  }

  private static long pages(long count) {
    return count * PAGE;
  }

  private static ChunkObject chunk(long pages) {
    return Samples.chunk(pages(pages));
  }

  private static Quota quota(long pages) {
    return quotaOf(bytes(pages(pages)));
  }
}
