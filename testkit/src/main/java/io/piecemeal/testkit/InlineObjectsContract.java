package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.port.out.InlineObjects;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.InlineObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link InlineObjects} does, and {@link Append#inline} makes of the ledger behind it.
 */
public abstract class InlineObjectsContract extends LedgerSuite {

  private static final byte[] HELLO = {'h', 'e', 'l', 'l', 'o'};
  private static final byte[] WORLD = {0, -1, '\\', '"', 127, -128};
  private static final Duration LEASE = Duration.ofMinutes(10);

  protected InlineObjectsContract() {}

  private List<InlineObject> read(ObjectKey... keys) {
    return ledger().inline().read(List.of(keys));
  }

  private UploadSession with(StoredFile file, byte... content) {
    return committed(files().append(Samples.inlineAppend(file, content))).requireOpen();
  }

  private static ObjectKey lastKey(StoredFile file) {
    return file.lastChunk().orElseThrow().key();
  }

  @Test
  final void bytesThatCameWithAnAppendAreReadBack() {
    UploadSession one = with(opened(ALICE), HELLO);
    UploadSession two = with(one, WORLD);

    assertThat(read(lastKey(one), lastKey(two)))
        .containsExactlyInAnyOrder(
            new InlineObject(lastKey(one), HELLO), new InlineObject(lastKey(two), WORLD));
  }

  @Test
  final void anotherProcessReadsThem() {
    ObjectKey key = lastKey(with(opened(ALICE), HELLO));

    assertThat(ledger().secondNode().inline().read(List.of(key)))
        .containsExactly(new InlineObject(key, HELLO));
  }

  @Test
  final void theChunksTellWhereTheirBytesAre() {
    UploadSession file = appended(with(opened(ALICE), HELLO), 7);

    assertThat(chunks(file))
        .extracting(Chunk::home)
        .containsExactly(Chunk.Home.LEDGER, Chunk.Home.STORE);
  }

  @Test
  final void keysOfTheStoreAndUnknownOnesAreMissing() {
    UploadSession one = with(opened(ALICE), HELLO);
    UploadSession two = appended(one, 7);

    assertThat(read(lastKey(two), Samples.objectKey(), lastKey(one)))
        .extracting(InlineObject::key)
        .containsExactly(lastKey(one));
    assertThat(read()).isEmpty();
  }

  @Test
  final void theBytesOfAnAppendThatWasSupersededAreNowhere() {
    UploadSession seen = opened(ALICE);
    with(seen, HELLO);
    Append late = Samples.inlineAppend(seen, WORLD);

    assertSuperseded(files().append(late));

    assertThat(read(late.chunk().key())).isEmpty();
  }

  @Test
  final void theBytesOfADeadKeyAreRefused() {
    UploadSession seen = opened(ALICE);
    Append fenced = Samples.inlineAppend(seen, HELLO);
    assertThat(resolver().resolve(fenced.chunk().key())).isEqualTo(CommitStatus.DEAD);

    assertThatThrownBy(() -> files().append(fenced)).isInstanceOf(StorageFailure.Unavailable.class);

    assertThat(read(fenced.chunk().key())).isEmpty();
    assertUnchanged(seen);
  }

  @Test
  final void appendsAtTheSameTimeKeepEachItsOwnBytes() {
    List<UploadSession> sessions = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      sessions.add(opened(i % 2 == 0 ? ALICE : BOB));
    }

    List<StoredFile> files =
        Race.run(
            sessions.size(),
            lane -> {
              StoredFile file = sessions.get(lane);
              for (int round = 0; round < 10; round++) {
                // Every other chunk of every other file is in the store.
                file =
                    lane % 2 == 0 && round % 2 == 0
                        ? appended(file, 3)
                        : with(file, (byte) lane, (byte) round, (byte) 7);
              }
              return file;
            });

    for (int lane = 0; lane < sessions.size(); lane++) {
      List<Chunk> chunks = chunks(files.get(lane));
      for (int round = 0; round < 10; round++) {
        Chunk chunk = chunks.get(round);
        boolean stored = lane % 2 == 0 && round % 2 == 0;
        assertThat(chunk.home()).isEqualTo(stored ? Chunk.Home.STORE : Chunk.Home.LEDGER);
        byte[] sent = {(byte) lane, (byte) round, 7};
        assertThat(read(chunk.key()))
            .isEqualTo(stored ? List.of() : List.of(new InlineObject(chunk.key(), sent)));
      }
    }
  }

  @Test
  final void theBytesStayUntilTheirRowIsRemoved() {
    UploadSession file = with(opened(ALICE), HELLO);
    ObjectKey key = lastKey(file);
    rewind(file, bytes(0));
    assertThat(read(key)).hasSize(1);

    letTimePass(LEASE);
    assertThat(deletionQueue().claim(LEASE, 10)).containsExactly(key);
    assertThat(read(key)).hasSize(1);
    deletionQueue().removeRows(List.of(key));

    assertThat(read(key)).isEmpty();
  }

  @Test
  final void aFileIsDueForCompactionAlsoWithOneChunkInTheLedger() {
    UploadSession one = with(opened(ALICE), HELLO);
    CompleteFile completed = completed(complete(one, Samples.digest(1)));
    Append last =
        Samples.inline(
            Samples.lastAppend(opened(ALICE), Samples.chunk(HELLO.length), Samples.digest(1)),
            HELLO);
    CompleteFile byItsLast = completed(files().append(last));

    assertThat(compactions().take(LEASE, 10)).containsExactlyInAnyOrder(completed, byItsLast);
  }

  @Test
  final void theBytesOfACompactedFileAreInTheStoreAndThenGone() {
    CompleteFile file = completed(complete(with(opened(ALICE), HELLO), Samples.digest(1)));
    ChunkObject whole = Samples.chunk(HELLO.length);

    assertThat(compactions().replace(file, whole)).isInstanceOf(Commit.Committed.class);

    assertThat(chunks(file)).extracting(Chunk::home).containsExactly(Chunk.Home.STORE);
    letTimePass(LEASE);
    assertThat(deletionQueue().claim(LEASE, 10)).containsExactly(lastKey(file));
  }

  @Test
  final void noAppendBringsMoreOrFewerBytesThanItsChunkHas() {
    Append append = Samples.append(opened(ALICE), Samples.chunk(HELLO.length + 1));

    assertThatThrownBy(() -> Samples.inline(append, HELLO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
