package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.append;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a new process finds of what was committed, and a ledger that cannot be reached. */
interface LedgerDurabilityContract extends LedgerContract {

  @Test
  default void whatWasCommittedIsThereWhenTheLedgerIsOpenedAgain() {
    List<StoredFile> files =
        List.of(
            opened(ALICE),
            filled(ALICE, 5, 7),
            committed(complete(filled(ALICE, 5), digest(9))),
            committed(rewind(filled(ALICE, 5, 7), bytes(5))),
            entered(files().store(Samples.newFile(ALICE), List.of(Samples.chunk(3)), digest(1))));
    Map<StoredFile, List<Chunk>> chunks = new LinkedHashMap<>();
    files.forEach(file -> chunks.put(file, chunks(file)));
    StoredFile deleted = filled(ALICE, 5);
    files().delete(ALICE, deleted.id());

    LedgerFixture reopened = reopened();

    chunks.forEach(
        (file, own) -> {
          assertThat(reopened.catalog().find(ALICE, file.id())).isEqualTo(new Lookup.Live(file));
          assertThat(reopened.catalog().chunks(file, ByteCount.ZERO, 10)).contains(own);
        });
    assertThat(reopened.catalog().find(ALICE, deleted.id()))
        .isEqualTo(new Lookup.Gone(deleted.size()));
  }

  @Test
  default void aKeyThatWasDeclaredDeadIsSoWhenTheLedgerIsOpenedAgain() {
    UploadSession file = opened(ALICE);
    ChunkObject chunk = Samples.chunk(5);
    resolver().resolve(chunk.key());

    FileLedger reopened = reopened().files();

    assertThatThrownBy(() -> reopened.append(append(file, chunk)))
        .isInstanceOf(StorageFailure.Unavailable.class);
  }

  private LedgerFixture reopened() {
    return Offer.of(ledger().reopened(), "this ledger ends with its process");
  }

  @Test
  default void nothingIsChangedInALedgerThatCannotBeReached() {
    UploadSession file = filled(ALICE, 5);
    FileLedger files = unreachable().files();

    assertUnavailable(
        () -> files.open(Samples.newFile(ALICE)),
        () -> files.store(Samples.newFile(ALICE), List.of(), digest(1)),
        () -> files.append(append(file, Samples.chunk(7))),
        () -> files.complete(file.complete(digest(1))),
        () -> files.rewind(file, bytes(0)),
        () -> files.delete(ALICE, file.id()));
  }
}
