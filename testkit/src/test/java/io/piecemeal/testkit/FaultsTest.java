package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** Faults come when they are ordered, and only then. */
final class FaultsTest {

  private final InMemoryFileLedger ledger = new InMemoryFileLedger(new TestClock());
  private final FaultyFileLedger faulty = new FaultyFileLedger(ledger, ledger, ledger);
  private final StoredFile seen = Samples.entered(ledger.open(Samples.newFile(ALICE)));
  private final ChunkObject chunk = Samples.chunk(5);

  private final FaultyCompactions compactions = new FaultyCompactions(ledger);
  private final InMemoryChunkStore objects = new InMemoryChunkStore();
  private final FaultyChunkStore store = new FaultyChunkStore(objects);
  private final StorageFailure down =
      new StorageFailure.Unavailable("down", new IOException("injected"));

  @Test
  void aLostChangeIsNotMade() {
    faulty.loseNextChange();

    assertThatThrownBy(() -> faulty.append(append(seen, chunk)))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class);

    assertThat(faulty.resolve(chunk.key())).isEqualTo(CommitStatus.DEAD);
  }

  @Test
  void aChangeWhoseAnswerIsLostIsMade() {
    faulty.loseNextAnswer();

    assertThatThrownBy(() -> faulty.append(append(seen, chunk)))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class);

    assertThat(faulty.resolve(chunk.key())).isEqualTo(CommitStatus.LIVE);
  }

  @Test
  void aRefusedChangeIsNotMadeAndTheNextIs() {
    faulty.refuseNextChange();

    assertThatThrownBy(() -> faulty.append(append(seen, chunk)))
        .isInstanceOf(StorageFailure.Unavailable.class);

    assertThat(faulty.append(append(seen, chunk))).isInstanceOf(Commit.Committed.class);
  }

  @Test
  void aHookSeesTheFileBeforeTheChange() {
    faulty.beforeNextChange(() -> ledger.append(append(seen, Samples.chunk(7))));

    assertThat(faulty.append(append(seen, chunk))).isEqualTo(new Commit.Superseded());
  }

  @Test
  void refusedReadingsAndSettlementsServeOnce() {
    faulty.refuseNextReading();
    faulty.refuseNextResolve();

    assertThatThrownBy(() -> faulty.find(ALICE, seen.id()))
        .isInstanceOf(StorageFailure.Unavailable.class);
    assertThatThrownBy(() -> faulty.resolve(chunk.key()))
        .isInstanceOf(StorageFailure.Unavailable.class);

    assertThat(faulty.find(ALICE, seen.id())).isEqualTo(new Lookup.Live(seen));
    assertThat(faulty.resolve(chunk.key())).isEqualTo(CommitStatus.DEAD);
  }

  private CompleteFile complete() {
    ledger.append(append(seen, chunk));
    StoredFile filled = file();
    ledger.append(Samples.lastAppend(filled, Samples.chunk(7), Samples.digest(1)));
    return (CompleteFile) file();
  }

  private StoredFile file() {
    return ((Lookup.Live) ledger.find(ALICE, seen.id())).file();
  }

  @Test
  void aReplacementIsRefusedOrLostOnceAndThenMade() {
    CompleteFile complete = complete();
    ChunkObject whole = Samples.chunk(12);

    compactions.refuseNextReplacement();
    assertThatThrownBy(() -> compactions.replace(complete, whole))
        .isInstanceOf(StorageFailure.Unavailable.class);
    compactions.loseNextReplacement();
    assertThatThrownBy(() -> compactions.replace(complete, whole))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class);
    assertThat(file()).isEqualTo(complete);
    compactions.loseNextAnswer();
    assertThatThrownBy(() -> compactions.replace(complete, whole))
        .isInstanceOf(StorageFailure.OutcomeUnknown.class);

    assertThat(file().lastChunk()).contains(whole);
  }

  @Test
  void aHookComesBeforeTheReplacement() {
    CompleteFile complete = complete();
    compactions.beforeNextReplacement(() -> ledger.delete(ALICE, seen.id()));

    assertThat(compactions.replace(complete, Samples.chunk(12))).isEqualTo(new Commit.Superseded());
  }

  @Test
  void onlyTheNthCallFails() throws IOException {
    store.failAt(2, FaultyChunkStore.Operation.WRITE, down);

    ObjectWriting.write(store, sink -> sink.write(1));
    assertThatThrownBy(() -> ObjectWriting.write(store, sink -> sink.write(1))).isSameAs(down);
    ObjectWriting.write(store, sink -> sink.write(1));

    assertThat(objects.keys()).hasSize(2);
  }

  @Test
  void aFailedSyncLeavesNoObject() {
    store.failAt(1, FaultyChunkStore.Operation.SYNC, down);

    assertThatThrownBy(() -> ObjectWriting.write(store, sink -> sink.write(1))).isSameAs(down);

    assertThat(objects.keys()).isEmpty();
  }

  @Test
  void roomEndsAfterSoManyBytes() throws IOException {
    store.withRoomFor(10);

    ObjectWriting.write(store, sink -> sink.write(new byte[10]));
    assertThatThrownBy(
            () ->
                ObjectWriting.write(
                    store,
                    sink -> {
                      sink.write(new byte[10]);
                      sink.write(1);
                    }))
        .isInstanceOf(StorageFailure.NoSpace.class);

    assertThat(objects.keys()).hasSize(1).doesNotContain(chunk.key());
  }

  @Test
  void aBrokenStreamGivesSoManyBytesAndThenFailsForGood() throws IOException {
    IOException fault = new IOException("injected");
    try (InputStream in = new BrokenInputStream(new PatternedInputStream(100), 30, fault)) {
      assertThat(in.readNBytes(30)).isEqualTo(PatternedInputStream.bytes(30));
      assertThatThrownBy(in::read).isSameAs(fault);
      assertThatThrownBy(() -> in.read(new byte[10])).isSameAs(fault);
    }
  }
}
