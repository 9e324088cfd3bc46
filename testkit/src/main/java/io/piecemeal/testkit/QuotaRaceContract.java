package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.append;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.newFile;
import static io.piecemeal.testkit.Samples.quotaOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.UploadSession;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A quota under many changes at once. */
interface QuotaRaceContract extends QuotaTerms {

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

  private int appendUntilRefused(StoredFile start) {
    int stored = 0;
    while (true) {
      try {
        stored += isSuperseded(append(now(start), chunk(1), quota(100))) ? 0 : 1;
      } catch (UploadRejected refused) {
        return stored;
      }
    }
  }

  private boolean isSuperseded(Append append) {
    return files().append(append) instanceof Commit.Superseded;
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

  private List<StoredFile> listed(Owner owner) {
    return catalog().list(owner, new FileQuery(1000, Optional.empty(), Optional.empty()));
  }

  private ByteCount bytesOf(Owner owner) {
    return listed(owner).stream().map(StoredFile::size).reduce(ByteCount.ZERO, ByteCount::plus);
  }
}
