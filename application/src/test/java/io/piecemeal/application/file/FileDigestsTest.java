package io.piecemeal.application.file;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.application.scene.Scene.sha256;
import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.digestOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.access.OwnerShares;
import io.piecemeal.domain.access.OwnerShares.Attempt;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.ChunkPosition;
import io.piecemeal.domain.upload.ChunkTerms;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.FaultyChunkStore.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Files are read for their digests once, and not by one owner alone. */
final class FileDigestsTest {

  private static final Sha256 WRONG = sha256("something else");

  private final Scene scene = new Scene();

  @Test
  void completingWithAWrongDigestAgainReadsNothing() {
    StoredFile file = scene.filled("one ", "two");
    Refusal mismatch =
        new Refusal.ChecksumMismatch(WRONG, sha256("one two"), Optional.of(file.size()));
    assertRefused(mismatch, () -> complete(file, WRONG));

    scene.store.failAt(1, Operation.OPEN, down());

    assertRefused(mismatch, () -> complete(file, WRONG));
  }

  @Test
  void lastChunkThatMakesAWrongDigestAgainReadsTheFileBeforeItOnce() {
    StoredFile file = scene.append(scene.openDeclaring(WRONG), "one ").file();
    Refusal mismatch =
        new Refusal.ChecksumMismatch(WRONG, sha256("one two"), Optional.of(file.size()));
    assertRefused(mismatch, () -> appendLast(file, "two"));

    // The first object that is read is the chunk itself; the next would be the file's.
    scene.store.failAt(2, Operation.OPEN, down());

    assertRefused(mismatch, () -> appendLast(file, "two"));
  }

  @Test
  void fileThatWasChangedIsReadAgain() {
    StoredFile file = scene.filled("one ", "two");
    assertRefused(
        new Refusal.ChecksumMismatch(WRONG, sha256("one two"), Optional.of(file.size())),
        () -> complete(file, WRONG));
    scene.rewind(file, 4, 7);
    scene.append(file, "six");

    assertThat(digestOf(complete(file, sha256("one six")))).contains(sha256("one six"));
  }

  @Test
  void ownerWhoHasItsShareOfTheTurnsIsToldSo() throws Exception {
    OwnerShares turns = new OwnerShares(2);
    FileDigests digests = new FileDigests(scene.bytes, turns, Duration.ZERO);
    StoredFile file = scene.open();
    for (int i = 0; i < 100; i++) {
      file = scene.append(file, "x").file();
    }
    StoredFile many = file;
    try (Attempt.Taken _ = (Attempt.Taken) turns.take(ALICE, 1)) {
      assertRefused(new Refusal.DigestsUnderWay(1, 2), () -> digests.of(many));
      assertThat(digests.of(scene.filled("short"))).isEqualTo(sha256("short"));
    }
    assertThat(digests.of(many)).isEqualTo(sha256("x".repeat(100)));
    assertThat(turns.take(ALICE, 1)).isInstanceOf(Attempt.Taken.class);
  }

  private StoredFile complete(StoredFile file, Sha256 stated) {
    return scene.completeUpload.complete(
        new CompleteCommand(ALICE, file.id(), Optional.empty(), Optional.of(stated)));
  }

  private void appendLast(StoredFile file, String text) {
    ChunkTerms last = new ChunkTerms(Optional.empty(), Optional.empty(), ChunkPosition.LAST);
    scene.append(
        file,
        sink -> {
          sink.write(text.getBytes(StandardCharsets.UTF_8));
          return last;
        });
  }

  private static StorageFailure down() {
    return new StorageFailure.Unavailable("down", new IOException("injected"));
  }
}
