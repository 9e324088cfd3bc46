package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.Commit;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The parts of a file: listed, remembered, dropped. */
interface PartsContract extends PartsScene {

  @Test
  default void partsAreListedInTheOrderOfTheirOpening() {
    FileId whole = opened(ALICE).id();
    List<StoredFile> parts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      parts.add(part(whole, i + 1));
      letTimePass(Duration.ofSeconds(1));
    }
    part(opened(ALICE).id(), 9);
    part(BOB, Optional.of(whole), 9);
    parts.replaceAll(this::now);

    List<StoredFile> first = assembly().parts(ALICE, whole, Optional.empty(), 3);
    List<StoredFile> rest =
        assembly().parts(ALICE, whole, Optional.of(FileQuery.Position.of(first.getLast())), 3);

    assertThat(first).isEqualTo(parts.subList(0, 3));
    assertThat(rest).isEqualTo(parts.subList(3, 5));
  }

  @Test
  default void partsOfTheSameMomentAreListedInTheOrderOfTheirIdsAlsoThoseThatTakeChunks() {
    FileId whole = opened(ALICE).id();
    List<StoredFile> parts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      parts.add(part(whole, i + 1));
      parts.add(entered(files().open(Samples.newPart(ALICE, Optional.of(whole)))));
    }

    assertThat(assembly().parts(ALICE, whole, Optional.empty(), 20))
        .containsExactlyElementsOf(
            parts.stream()
                .sorted(
                    Comparator.comparing(StoredFile::createdAt)
                        .thenComparing(file -> file.id().value()))
                .toList());
  }

  @Test
  default void partsOutOfReachAreNotListed() {
    FileId whole = opened(ALICE).id();
    part(whole, 1);
    letTimePass(RETENTION.sinceLastChunk());
    CompleteFile deleted = part(whole, 2);
    CompleteFile there = part(whole, 3);
    files().delete(ALICE, deleted.id());

    assertThat(assembly().parts(ALICE, whole, Optional.empty(), 10)).containsExactly(there);
  }

  @Test
  default void partsThatAreMarkedAsDamagedAreNotListed() {
    FileId whole = opened(ALICE).id();
    CompleteFile damaged = part(whole, 1);
    CompleteFile sound = part(whole, 2);
    conditions().markDamaged(damaged);

    assertThat(assembly().parts(ALICE, whole, Optional.empty(), 10)).containsExactly(sound);
  }

  @Test
  default void whatWasJoinedIsRememberedForADay() {
    UploadSession seen = opened(ALICE).requireOpen();
    CompleteFile first = part(seen.id(), 1);
    CompleteFile second = part(seen.id(), 2);
    joined(seen, second, first);

    assertThat(assembly().joined(ALICE, seen.id())).containsExactly(second.id(), first.id());
    assertThat(assembly().joined(BOB, seen.id())).isEmpty();
    assertThat(assembly().joined(ALICE, opened(ALICE).id())).isEmpty();
    assertThat(assembly().joinedTo(ALICE, second.id())).contains(seen.id());
    assertThat(assembly().joinedTo(BOB, second.id())).isEmpty();

    letTimePass(Duration.ofHours(24));
    assertThat(assembly().joined(ALICE, seen.id())).isEmpty();
    assertThat(assembly().joinedTo(ALICE, second.id())).isEmpty();
  }

  @Test
  default void aPartOfAFileIsNotJoinedToItYet() {
    UploadSession seen = opened(ALICE).requireOpen();
    CompleteFile part = part(seen.id(), 1);
    assertThat(assembly().joinedTo(ALICE, part.id())).isEmpty();

    committed(files().delete(ALICE, seen.id()));
    assertGone(part);
    assertThat(assembly().joinedTo(ALICE, part.id())).isEmpty();
  }

  @Test
  default void partsOfNoFileBecomeThoseOfOneCompleteOrNot() {
    FileId whole = opened(ALICE).id();
    CompleteFile complete = part(ALICE, Optional.empty(), 1);
    StoredFile open = entered(files().open(Samples.newPart(ALICE, Optional.empty())));
    StoredFile other = part(ALICE, Optional.empty(), 2);
    List<FileId> names = List.of(open.id(), complete.id());

    assertThat(assembly().claim(ALICE, whole, names)).isTrue();
    assertThat(assembly().claim(ALICE, whole, names)).isTrue();

    assertThat(now(complete).terms().role()).isEqualTo(new Role.Part(Optional.of(whole)));
    assertThat(now(open).terms().role()).isEqualTo(new Role.Part(Optional.of(whole)));
    assertThat(assembly().parts(ALICE, whole, Optional.empty(), 10))
        .containsExactlyInAnyOrder(now(complete), now(open));
    assertThat(assembly().joined(ALICE, whole)).isEmpty();
    assertUnchanged(other);
  }

  @Test
  default void whereOneCannotBecomeAPartNoneDoes() {
    FileId whole = opened(ALICE).id();
    CompleteFile free = part(ALICE, Optional.empty(), 1);
    CompleteFile gone = part(ALICE, Optional.empty(), 2);
    files().delete(ALICE, gone.id());
    List<FileId> others =
        List.of(
            part(opened(ALICE).id(), 3).id(),
            opened(ALICE).id(),
            part(BOB, Optional.empty(), 4).id(),
            gone.id(),
            Samples.fileId());

    for (FileId other : others) {
      assertThat(assembly().claim(ALICE, whole, List.of(free.id(), other))).isFalse();
    }

    assertUnchanged(free);
    letTimePass(RETENTION.sinceLastChunk());
    assertThat(assembly().claim(ALICE, whole, List.of(free.id()))).isFalse();
  }

  @Test
  default void aPartThatWasSeenBeforeItWasClaimedTakesChunksAndIsJoined() {
    UploadSession whole = opened(ALICE).requireOpen();
    StoredFile seen = entered(files().open(Samples.newPart(ALICE, Optional.empty())));

    assertThat(assembly().claim(ALICE, whole.id(), List.of(seen.id()))).isTrue();
    complete(appended(seen, 3), digest(1));
    StoredFile part = now(seen);

    assertThat(part.terms().role()).isEqualTo(new Role.Part(Optional.of(whole.id())));
    assertThat(joined(whole, (CompleteFile) part).size()).isEqualTo(bytes(3));
  }

  @Test
  default void partsOfADeletedFileAreOutOfReachAndNoOtherFile() {
    UploadSession seen = filled(ALICE, 1);
    CompleteFile part = part(seen.id(), 2);
    CompleteFile other = part(opened(ALICE).id(), 3);
    CompleteFile ofBob = part(BOB, Optional.of(seen.id()), 3);

    committed(files().delete(ALICE, seen.id()));

    assertGone(part);
    assertUnchanged(other);
    assertUnchanged(ofBob);
    while (deletionQueue().killKeys(100) > 0) {}
    assertThat(deletionQueue().claim(Duration.ZERO, 10))
        .containsExactlyInAnyOrder(
            seen.lastChunk().orElseThrow().key(), part.lastChunk().orElseThrow().key());
  }

  @Test
  default void partsOfADeletedFileThatIsMadeOfThemBecomeThoseOfAnother() {
    StoredFile first = ofParts();
    CompleteFile complete = part(ALICE, Optional.empty(), 1);
    StoredFile open = entered(files().open(Samples.newPart(ALICE, Optional.empty())));
    CompleteFile other = part(opened(ALICE).id(), 3);
    CompleteFile ofBob = part(BOB, Optional.of(first.id()), 4);
    List<FileId> names = List.of(complete.id(), open.id());
    assertThat(assembly().claim(ALICE, first.id(), names)).isTrue();

    assertSuperseded(files().delete(BOB, first.id()));
    assertThat(assembly().parts(ALICE, first.id(), Optional.empty(), 10)).hasSize(2);
    committed(files().delete(ALICE, first.id()));

    assertUnchanged(complete);
    assertUnchanged(open);
    assertUnchanged(other);
    assertUnchanged(ofBob);
    assertThat(assembly().parts(ALICE, first.id(), Optional.empty(), 10)).isEmpty();
    FileId second = opened(ALICE).id();
    assertThat(assembly().claim(ALICE, second, names)).isTrue();
    assertThat(assembly().parts(ALICE, second, Optional.empty(), 10)).hasSize(2);
  }

  @Test
  default void partsThatWereJoinedToADeletedFileAreNotFreed() {
    StoredFile seen = ofParts();
    CompleteFile part = part(seen.id(), 2);
    committed(assembly().join(joining(seen, part)));

    committed(files().delete(ALICE, seen.id()));

    assertThat(assembly().joined(ALICE, seen.id())).containsExactly(part.id());
    assertGone(part);
  }

  /** Whose bytes became part of nothing that is there would be lost. */
  @RepeatedTest(5)
  default void aPartIsFreeOrJoinedWhereItsFileIsDeletedAtThatMoment() {
    StoredFile whole = ofParts();
    CompleteFile part = part(whole.id(), 2);

    List<Commit> commits =
        Race.run(
            List.<Callable<Commit>>of(
                () -> assembly().join(joining(whole, part)),
                () -> files().delete(ALICE, whole.id())));

    assertThat(commits.getLast()).isInstanceOf(Commit.Committed.class);
    switch (commits.getFirst()) {
      case Commit.Committed _ -> assertGone(part);
      case Commit.Superseded _ ->
          assertThat(assembly().claim(ALICE, opened(ALICE).id(), List.of(part.id()))).isTrue();
    }
  }

  private StoredFile ofParts() {
    return entered(files().open(Samples.newFile(ALICE, SessionTerms.NONE.ofParts())));
  }
}
