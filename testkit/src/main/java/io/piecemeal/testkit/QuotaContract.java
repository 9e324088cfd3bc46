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
import io.piecemeal.application.port.out.FileLedger.Fate;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.ByteCount;
import io.piecemeal.domain.ChunkObject;
import io.piecemeal.domain.FileQuery;
import io.piecemeal.domain.Owner;
import io.piecemeal.domain.Quota;
import io.piecemeal.domain.Quota.Resource;
import io.piecemeal.domain.Refusal;
import io.piecemeal.domain.StoredFile;
import io.piecemeal.domain.UploadRejected;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What an owner may have, however many changes are under way at once. */
interface QuotaContract extends LedgerContract {

  @Test
  default void anAppendMayFillTheQuotaAndNotMore() {
    StoredFile other = filled(ALICE, 60);
    StoredFile file = opened(ALICE);

    StoredFile full =
        committed(files().append(append(file, Samples.chunk(40), quotaOf(bytes(100)))));
    Append tooMuch = append(full, Samples.chunk(1), quotaOf(bytes(100)));

    assertRefused(() -> files().append(tooMuch), Resource.BYTES, 100, 100);
    assertUnchanged(full);
    assertUnchanged(other);
    assertThat(chunks(full)).hasSize(1);
  }

  @Test
  default void aRefusedChunkIsPartOfNothing() {
    StoredFile file = filled(ALICE, 5);
    ChunkObject chunk = Samples.chunk(6);

    assertRefused(
        () -> files().append(append(file, chunk, quotaOf(bytes(10)))), Resource.BYTES, 10, 5);

    assertThat(files().settle(chunk.key())).isEqualTo(Fate.DEAD);
  }

  @Test
  default void aSupersededAppendIsSupersededAlsoWhereThereIsNoRoom() {
    StoredFile seen = filled(ALICE, 5);
    StoredFile current = appended(seen, 5);

    assertSuperseded(files().append(append(seen, Samples.chunk(5), quotaOf(bytes(10)))));

    assertUnchanged(current);
  }

  @Test
  default void whatOthersHaveDoesNotCount() {
    filled(BOB, 100);

    assertThat(files().append(append(opened(ALICE), Samples.chunk(100), quotaOf(bytes(100)))))
        .isInstanceOf(Commit.Committed.class);
  }

  @Test
  default void whatIsOutOfReachDoesNotCount() {
    filled(ALICE, 100);
    letTimePass(RETENTION.sinceLastChunk());
    StoredFile deleted = filled(ALICE, 100);
    files().delete(ALICE, deleted.id());
    StoredFile rewound = filled(ALICE, 10, 90);
    rewound = committed(files().rewind(rewound, bytes(10)));

    Append append = append(rewound, Samples.chunk(90), quotaOf(bytes(100)));

    assertThat(files().append(append)).isInstanceOf(Commit.Committed.class);
  }

  @Test
  default void whatIsCompleteCountsAsBytesAndNotAsASession() {
    Quota quota = new Quota(Optional.of(bytes(100)), OptionalInt.of(1));
    files().store(newFile(ALICE, quota), List.of(Samples.chunk(95)), Samples.digest(1));

    StoredFile session = files().open(newFile(ALICE, quota));

    assertRefused(
        () -> files().append(append(session, Samples.chunk(6), quota)), Resource.BYTES, 100, 95);
  }

  @Test
  default void aFileIsStoredOnlyIfThereIsRoomForAllOfIt() {
    filled(ALICE, 50);
    NewFile file = newFile(ALICE, quotaOf(bytes(100)));
    List<ChunkObject> chunks = List.of(Samples.chunk(50), Samples.chunk(1));

    assertRefused(() -> files().store(file, chunks, Samples.digest(1)), Resource.BYTES, 100, 50);

    assertMissing(ALICE, file.id());
    assertThat(files().settle(chunks.getFirst().key())).isEqualTo(Fate.DEAD);
  }

  @Test
  default void anEmptyFileNeedsNoRoom() {
    filled(ALICE, 100);
    NewFile file = newFile(ALICE, quotaOf(bytes(100)));

    assertUnchanged(files().store(file, List.of(), Samples.digest(1)));
  }

  @Test
  default void aSessionMoreThanTheQuotaIsRefused() {
    files().open(newFile(ALICE, quotaOf(2)));
    StoredFile second = files().open(newFile(ALICE, quotaOf(2)));
    NewFile third = newFile(ALICE, quotaOf(2));

    assertRefused(() -> files().open(third), Resource.OPEN_SESSIONS, 2, 2);
    assertMissing(ALICE, third.id());

    files().complete(second, Samples.digest(1));
    assertUnchanged(files().open(third));
  }

  @Test
  default void fiftyParallelAppendsToOneOwnersFilesNeverPassTheQuota() {
    List<StoredFile> opened = IntStream.range(0, 50).mapToObj(lane -> opened(ALICE)).toList();

    List<Boolean> stored =
        Race.run(
            50,
            lane -> isCommitted(append(opened.get(lane), Samples.chunk(7), quotaOf(bytes(100)))));

    assertThat(stored).filteredOn(done -> done).hasSize(100 / 7);
    assertThat(bytesOf(ALICE)).isEqualTo(bytes(100 / 7 * 7));
  }

  @Test
  default void fiftyThreadsAppendingToOneFileFillTheQuotaAndNeverPassIt() {
    StoredFile opened = opened(ALICE);

    List<Integer> stored = Race.run(50, lane -> appendUntilRefused(opened, 7));

    assertThat(stored.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1000 / 7);
    assertThat(bytesOf(ALICE)).isEqualTo(bytes(1000 / 7 * 7));
  }

  private int appendUntilRefused(StoredFile start, long length) {
    int stored = 0;
    while (true) {
      try {
        stored +=
            isSuperseded(append(live(start), Samples.chunk(length), quotaOf(bytes(1000)))) ? 0 : 1;
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
    List<Boolean> stored = Race.run(50, lane -> isStored(newFile(ALICE, quotaOf(bytes(100))), 7));

    assertThat(stored).filteredOn(done -> done).hasSize(100 / 7);
    assertThat(bytesOf(ALICE)).isEqualTo(bytes(100 / 7 * 7));
  }

  private boolean isCommitted(Append append) {
    return isAllowed(() -> committed(files().append(append)));
  }

  private boolean isOpened(NewFile file) {
    return isAllowed(() -> files().open(file));
  }

  private boolean isStored(NewFile file, long length) {
    return isAllowed(() -> files().store(file, List.of(Samples.chunk(length)), Samples.digest(1)));
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
    return switch (files().find(file.owner(), file.id())) {
      case Lookup.Live found -> found.file();
      case Lookup.Damaged found -> found.file();
      case Lookup.Gone gone -> throw new AssertionError("gone");
      case Lookup.Missing missing -> throw new AssertionError("missing");
    };
  }

  private List<StoredFile> listed(Owner owner) {
    return listing().list(owner, new FileQuery(1000, Optional.empty(), Optional.empty()));
  }

  private ByteCount bytesOf(Owner owner) {
    return listed(owner).stream().map(StoredFile::size).reduce(ByteCount.ZERO, ByteCount::plus);
  }
}
