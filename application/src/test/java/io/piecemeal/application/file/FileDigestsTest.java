package io.piecemeal.application.file;

import static io.piecemeal.application.scene.Refusals.assertRefused;
import static io.piecemeal.application.scene.Scene.sha256;
import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.digestOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.object.SupersededException;
import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.access.OwnerShares;
import io.piecemeal.domain.access.OwnerShares.Attempt;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.ChunkPosition;
import io.piecemeal.domain.upload.ChunkTerms;
import io.piecemeal.domain.upload.DigestTurns;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.testkit.FaultyChunkStore.Operation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Files are read for their digests once, and not by one owner alone. */
final class FileDigestsTest {

  private static final Sha256 WRONG = sha256("something else");

  private static final int SHORT = 4 << 20;

  private final Scene scene = new Scene();
  private final OwnerShares turns = new OwnerShares(2);

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
    FileDigests digests = new FileDigests(scene.bytes, new DigestTurns(turns, Duration.ZERO));
    StoredFile many = chunks(65);
    StoredFile large = scene.filled("x".repeat(SHORT), "x");
    try (Attempt.Taken _ = (Attempt.Taken) turns.take(ALICE, 1)) {
      assertRefused(new Refusal.DigestsUnderWay(1, 2), () -> digests.of(many));
      assertRefused(new Refusal.DigestsUnderWay(1, 2), () -> digests.of(large));
      assertThat(digests.of(chunks(64))).isEqualTo(sha256("x".repeat(64)));
      assertThat(digests.of(scene.filled("x".repeat(SHORT)))).isEqualTo(sha256("x".repeat(SHORT)));
    }
    assertThat(digests.of(many)).isEqualTo(sha256("x".repeat(65)));
    assertThat(turns.take(ALICE, 1)).isInstanceOf(Attempt.Taken.class);
  }

  @Test
  void ownerWhoHasNoneOfTheTurnsIsToldThatAllAreTaken() throws Exception {
    FileDigests digests = new FileDigests(scene.bytes, new DigestTurns(turns, Duration.ZERO));
    StoredFile many = chunks(65);
    try (Attempt.Taken _ = (Attempt.Taken) turns.take(BOB, 2)) {
      assertRefused(
          new Refusal.AllTurnsTaken(Refusal.AllTurnsTaken.Turns.DIGESTS, 2),
          () -> digests.of(many));
    }
  }

  @Test
  void whoWaitedForTheTurnOfOneWhoReadTheSameFileReadsNothing() throws Exception {
    FileDigests digests =
        new FileDigests(scene.bytes, new DigestTurns(turns, Duration.ofMinutes(5)));
    StoredFile many = chunks(65);
    scene.observed.opened().clear();
    FutureTask<Sha256> waiting = new FutureTask<>(() -> digests.of(many));
    scene.looks.beforeChunks(
        1,
        () -> {
          Thread thread = Thread.ofPlatform().start(waiting);
          while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
          }
        });

    assertThat(digests.of(many)).isEqualTo(waiting.get());

    assertThat(scene.observed.opened()).hasSize(65);
  }

  @Test
  void whoIsInterruptedWhileItWaitsForATurnStaysInterrupted() {
    FileDigests digests =
        new FileDigests(scene.bytes, new DigestTurns(turns, Duration.ofMinutes(5)));
    StoredFile many = chunks(65);
    try (Attempt.Taken _ = (Attempt.Taken) turns.take(ALICE, 1)) {
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> digests.of(many)).isInstanceOf(StorageFailure.Unavailable.class);

      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void ofMoreStatesThanAreRememberedTheOneThatWasAskedForLeastRecentlyIsForgotten()
      throws IOException {
    // Of these only the last can be read: it is no more what the others were.
    List<StoredFile> states = new ArrayList<>(List.of(scene.filled("x")));
    for (int i = 0; i < FileDigests.REMEMBERED; i++) {
      assertThat(scene.digests.of(states.getLast())).isEqualTo(sha256("x"));
      states.add(scene.append(scene.rewind(states.getLast(), 0, 1), "x").file());
    }
    assertThat(scene.digests.of(states.getFirst())).isEqualTo(sha256("x"));

    assertThat(scene.digests.of(states.getLast())).isEqualTo(sha256("x"));

    assertThat(scene.digests.of(states.getFirst())).isEqualTo(sha256("x"));
    assertThatThrownBy(() -> scene.digests.of(states.get(1)))
        .isInstanceOf(SupersededException.class);
  }

  private StoredFile chunks(int count) {
    return scene.filled(Collections.nCopies(count, "x").toArray(String[]::new));
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
