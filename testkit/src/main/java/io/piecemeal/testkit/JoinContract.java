package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.Join;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Joining parts to a file. */
interface JoinContract extends PartsScene {

  @Test
  default void joinedPartsAreTheEndOfTheirFileInOrder() {
    UploadSession seen = filled(ALICE, 5);
    CompleteFile first = part(seen.id(), 1, 2);
    CompleteFile second = part(seen.id(), 4);
    List<ChunkObject> objects = new ArrayList<>();
    List.of(seen, second, first)
        .forEach(file -> chunks(file).forEach(chunk -> objects.add(chunk.object())));

    UploadSession after = joined(seen, second, first);

    assertThat(after.size()).isEqualTo(bytes(12));
    assertThat(after.chunks()).isEqualTo(4);
    assertThat(after.lastChunk()).isEqualTo(first.lastChunk());
    assertThat(chunks(after)).extracting(Chunk::object).isEqualTo(objects);
    assertThat(chunks(after))
        .extracting(Chunk::offset)
        .containsExactly(bytes(0), bytes(5), bytes(9), bytes(10));
    assertUnchanged(after);
  }

  @Test
  default void aFileWithPartsTakesChunksAndCanBeCompleted() {
    UploadSession seen = opened(ALICE).requireOpen();
    UploadSession after = appended(joined(seen, part(seen.id(), 3, 4)), 5);

    CompleteFile complete = completed(complete(after, digest(1)));

    assertThat(complete.size()).isEqualTo(bytes(12));
    assertThat(chunks(complete)).hasSize(3);
  }

  @Test
  default void aPartWithoutBytesCanBeJoined() {
    UploadSession seen = filled(ALICE, 5);

    UploadSession after = joined(seen, part(seen.id()), part(seen.id(), 2), part(seen.id()));

    assertThat(after.size()).isEqualTo(bytes(7));
    assertThat(chunks(after)).hasSize(2);
    assertUnchanged(after);
  }

  @Test
  default void aPartOfNoFileYetCanBeJoinedToAny() {
    UploadSession seen = opened(ALICE).requireOpen();

    UploadSession after = joined(seen, part(ALICE, Optional.empty(), 6));

    assertThat(after.size()).isEqualTo(bytes(6));
  }

  @Test
  default void joinedPartsAreOutOfReach() {
    UploadSession seen = opened(ALICE).requireOpen();
    CompleteFile part = part(seen.id(), 1, 2);

    joined(seen, part);

    assertGone(part);
    assertThat(assembly().parts(ALICE, seen.id(), Optional.empty(), 10)).isEmpty();
  }

  @Test
  default void theObjectsOfJoinedPartsLiveAsLongAsTheirFile() {
    UploadSession seen = opened(ALICE).requireOpen();
    CompleteFile part = part(seen.id(), 1, 2);
    List<ObjectKey> keys = keys(part);
    UploadSession after = joined(seen, part);

    while (deletionQueue().killKeys(100) > 0) {}
    letTimePass(Duration.ofMinutes(1));
    assertThat(deletionQueue().claim(Duration.ZERO, 10)).isEmpty();
    assertThat(keys(after)).isEqualTo(keys);

    files().delete(ALICE, after.id());
    while (deletionQueue().killKeys(100) > 0) {}
    assertThat(deletionQueue().claim(Duration.ZERO, 10)).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  default void aJoinMovesTheExpiryAsAnAppendDoes() {
    UploadSession seen = opened(ALICE).requireOpen();
    letTimePass(Duration.ofMinutes(30));
    CompleteFile part = part(seen.id(), 1);

    UploadSession after = joined(now(seen), part);

    assertThat(after.expiresAt()).isEqualTo(RETENTION.expiry(after.createdAt(), after.updatedAt()));
    assertThat(after.expiresAt()).isAfter(seen.expiresAt());
  }

  @Test
  default void aJoinToTheFileAsItNoLongerIsIsSuperseded() {
    UploadSession seen = filled(ALICE, 5);
    CompleteFile part = part(seen.id(), 1);
    StoredFile current = appended(seen, 5);

    assertSuperseded(assembly().join(joining(seen, part)));

    assertUnchanged(current);
    assertUnchanged(part);
  }

  @Test
  default void nothingIsJoinedToAFileThatTakesNoChunks() {
    UploadSession deleted = filled(ALICE, 5);
    UploadSession complete = filled(ALICE, 5);
    CompleteFile part = part(ALICE, Optional.empty(), 1);
    files().delete(ALICE, deleted.id());
    assertSuperseded(assembly().join(joining(deleted, part)));
    CompleteFile completed = completed(complete(complete, digest(9)));
    assertSuperseded(assembly().join(joining(complete, part)));
    assertUnchanged(completed);
    assertUnchanged(part);

    UploadSession late = filled(ALICE, 5);
    letTimePass(RETENTION.sinceLastChunk().minusMinutes(1));
    CompleteFile fresh = part(late.id(), 1);
    letTimePass(Duration.ofMinutes(1));
    StoredFile there = now(fresh);
    assertSuperseded(assembly().join(joining(late, fresh)));
    assertUnchanged(there);
  }

  @Test
  default void aJoinIsMadeOnce() {
    UploadSession seen = opened(ALICE).requireOpen();
    Join join = joining(seen, part(seen.id(), 1), part(seen.id(), 2));
    StoredFile after = committed(assembly().join(join));

    assertSuperseded(assembly().join(join));

    assertUnchanged(after);
    assertThat(assembly().joined(ALICE, seen.id()))
        .isEqualTo(join.parts().stream().map(CompleteFile::id).toList());
  }

  @Test
  default void aPartIsJoinedOnce() {
    UploadSession seen = opened(ALICE).requireOpen();
    CompleteFile part = part(ALICE, Optional.empty(), 1);
    joined(seen, part);
    StoredFile other = opened(ALICE);

    assertSuperseded(assembly().join(joining(other, part)));

    assertUnchanged(other);
  }

  @Test
  default void allPartsAreJoinedOrNone() {
    UploadSession seen = opened(ALICE).requireOpen();
    CompleteFile gone = part(seen.id(), 1);
    CompleteFile there = part(seen.id(), 2);
    files().delete(ALICE, gone.id());

    assertSuperseded(assembly().join(joining(seen, there, gone)));

    assertUnchanged(seen);
    assertUnchanged(there);
    assertThat(chunks(seen)).isEmpty();
    assertThat(chunks(there)).hasSize(1);
  }

  @Test
  default void anExpiredPartIsNotJoined() {
    UploadSession seen = filled(ALICE, 1);
    CompleteFile part = part(seen.id(), 2);
    letTimePass(RETENTION.sinceLastChunk().minusMinutes(1));
    UploadSession current = appended(now(seen), 1);
    letTimePass(Duration.ofMinutes(1));

    UploadSession older = now(current).requireOpen();

    assertSuperseded(assembly().join(joining(older, part)));

    assertUnchanged(older);
  }

  @Test
  default void whatIsNoCompletePartOfTheFileIsNotJoined() {
    UploadSession seen = opened(ALICE).requireOpen();
    CompleteFile ofAnother = part(opened(ALICE).id(), 1);
    CompleteFile whole =
        (CompleteFile)
            entered(files().store(Samples.newFile(ALICE), List.of(Samples.chunk(1)), digest(1)));
    CompleteFile ofBob = part(BOB, Optional.of(seen.id()), 1);
    UploadSession open =
        entered(files().open(Samples.newPart(ALICE, Optional.of(seen.id())))).requireOpen();

    for (CompleteFile wrong : List.of(ofAnother, whole, ofBob, open.complete(digest(1)))) {
      assertSuperseded(
          assembly().join(new Join(seen, List.of(wrong), with(seen, wrong), RETENTION)));
    }

    assertUnchanged(seen);
    assertUnchanged(ofAnother);
    assertUnchanged(whole);
    assertUnchanged(ofBob);
    assertUnchanged(open);
  }

  /** What a rule would refuse. */
  private static UploadSession with(UploadSession seen, CompleteFile wrong) {
    return new UploadSession(
        seen.header(), wrong.content(), seen.updatedAt(), seen.expiresAt(), Optional.empty());
  }

  @Test
  default void partsThatBecameOneObjectMeanwhileAreNotJoinedAsTheyWere() {
    UploadSession seen = opened(ALICE).requireOpen();
    CompleteFile part = part(seen.id(), 1, 2);
    Commit replaced = compactions().replace(part, Samples.chunk(3));
    assertThat(replaced).isInstanceOf(Commit.Committed.class);

    assertSuperseded(assembly().join(joining(seen, part)));

    assertUnchanged(seen);
    assertThat(chunks(joined(seen, completed(replaced)))).hasSize(1);
  }

  @Test
  default void oneOfTwoJoinsOfTheSamePartIsMade() throws Exception {
    for (int round = 0; round < 20; round++) {
      CompleteFile part = part(ALICE, Optional.empty(), 4, 1);
      CompleteFile other = part(ALICE, Optional.empty(), 2);
      UploadSession one = opened(ALICE).requireOpen();
      UploadSession two = opened(ALICE).requireOpen();

      List<Commit> commits =
          Race.run(
              List.of(
                  () -> assembly().join(joining(one, part, other)),
                  () -> assembly().join(joining(two, other, part))));

      assertThat(commits).filteredOn(Commit.Committed.class::isInstance).hasSize(1);
      assertThat(now(one).size().plus(now(two).size())).isEqualTo(bytes(7));
    }
  }
}
