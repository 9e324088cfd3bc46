package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.FileAssembly;
import io.piecemeal.application.port.out.Join;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Metadata;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.SessionTerms.Rewinds;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link FileAssembly} does. */
public abstract class FileAssemblyContract extends LedgerSuite {

  protected FileAssemblyContract() {}

  private FileAssembly assembly() {
    return ledger().assembly();
  }

  private CompleteFile part(FileId whole, long... lengths) {
    return part(ALICE, Optional.of(whole), lengths);
  }

  private CompleteFile part(Owner owner, Optional<FileId> whole, long... lengths) {
    List<ChunkObject> chunks = LongStream.of(lengths).mapToObj(Samples::chunk).toList();
    return (CompleteFile)
        entered(files().store(Samples.newPart(owner, whole), chunks, digest(lengths.length)));
  }

  private static Join joining(StoredFile seen, CompleteFile... parts) {
    UploadSession session = seen.requireOpen();
    List<CompleteFile> all = Arrays.asList(parts);
    return new Join(session, all, session.join(all, Limits.DEFAULT), RETENTION);
  }

  private UploadSession joined(StoredFile seen, CompleteFile... parts) {
    return committed(assembly().join(joining(seen, parts))).requireOpen();
  }

  @Test
  void theTermsOfAFileAreKept() {
    SessionTerms terms =
        new SessionTerms(
            Optional.of(new Metadata("tus", "a YQ==,b")),
            new Role.Part(Optional.of(Samples.fileId())),
            Rewinds.NEVER);

    StoredFile file = entered(files().open(Samples.newFile(ALICE, terms)));

    assertThat(file.terms()).isEqualTo(terms);
    assertUnchanged(file);
  }

  @Test
  void aPartIsInNoListing() {
    StoredFile file = opened(ALICE);
    part(ALICE, Optional.empty(), 1);

    List<StoredFile> listed =
        catalog().list(ALICE, new FileQuery(10, Optional.empty(), Optional.empty()));

    assertThat(listed).containsExactly(file);
  }

  @Test
  void aPartIsNeverDueForCompaction() {
    StoredFile seen = entered(files().open(Samples.newPart(ALICE, Optional.empty())));
    complete(appended(appended(seen, 1), 2), digest(1));

    assertThat(compactions().take(Duration.ofMinutes(1), 10)).isEmpty();
  }

  @Test
  void aSizeCanBeDeclaredLater() {
    UploadSession seen = filled(ALICE, 3);

    StoredFile after = committed(assembly().declare(seen.declare(bytes(5), Limits.DEFAULT)));

    assertThat(after.declared().size()).contains(bytes(5));
    assertThat(after.size()).isEqualTo(bytes(3));
    assertThat(after.expiresAt()).isEqualTo(seen.expiresAt());
    assertUnchanged(after);
  }

  @Test
  void aSizeIsDeclaredOnce() {
    UploadSession seen = filled(ALICE, 3);
    StoredFile declared = committed(assembly().declare(seen.declare(bytes(5), Limits.DEFAULT)));

    assertSuperseded(assembly().declare(seen.declare(bytes(6), Limits.DEFAULT)));

    assertUnchanged(declared);
  }

  @Test
  void noSizeIsDeclaredOfAFileAsItNoLongerIs() {
    UploadSession seen = filled(ALICE, 3);
    StoredFile current = appended(seen, 4);

    assertSuperseded(assembly().declare(seen.declare(bytes(5), Limits.DEFAULT)));

    assertUnchanged(current);
  }

  @Test
  void joinedPartsAreTheEndOfTheirFileInOrder() {
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
  void aFileWithPartsTakesChunksAndCanBeCompleted() {
    UploadSession seen = opened(ALICE).requireOpen();
    UploadSession after = appended(joined(seen, part(seen.id(), 3, 4)), 5);

    CompleteFile complete = completed(complete(after, digest(1)));

    assertThat(complete.size()).isEqualTo(bytes(12));
    assertThat(chunks(complete)).hasSize(3);
  }

  @Test
  void aPartWithoutBytesCanBeJoined() {
    UploadSession seen = filled(ALICE, 5);

    UploadSession after = joined(seen, part(seen.id()), part(seen.id(), 2), part(seen.id()));

    assertThat(after.size()).isEqualTo(bytes(7));
    assertThat(chunks(after)).hasSize(2);
    assertUnchanged(after);
  }

  @Test
  void aPartOfNoFileYetCanBeJoinedToAny() {
    UploadSession seen = opened(ALICE).requireOpen();

    UploadSession after = joined(seen, part(ALICE, Optional.empty(), 6));

    assertThat(after.size()).isEqualTo(bytes(6));
  }

  @Test
  void joinedPartsAreOutOfReach() {
    UploadSession seen = opened(ALICE).requireOpen();
    CompleteFile part = part(seen.id(), 1, 2);

    joined(seen, part);

    assertGone(part);
    assertThat(assembly().parts(ALICE, seen.id(), Optional.empty(), 10)).isEmpty();
  }

  @Test
  void theObjectsOfJoinedPartsLiveAsLongAsTheirFile() {
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
  void aJoinMovesTheExpiryAsAnAppendDoes() {
    UploadSession seen = opened(ALICE).requireOpen();
    letTimePass(Duration.ofMinutes(30));
    CompleteFile part = part(seen.id(), 1);

    UploadSession after = joined(now(seen), part);

    assertThat(after.expiresAt()).isEqualTo(RETENTION.expiry(after.createdAt(), after.updatedAt()));
    assertThat(after.expiresAt()).isAfter(seen.expiresAt());
  }

  @Test
  void aJoinToTheFileAsItNoLongerIsIsSuperseded() {
    UploadSession seen = filled(ALICE, 5);
    CompleteFile part = part(seen.id(), 1);
    StoredFile current = appended(seen, 5);

    assertSuperseded(assembly().join(joining(seen, part)));

    assertUnchanged(current);
    assertUnchanged(part);
  }

  @Test
  void aJoinIsMadeOnce() {
    UploadSession seen = opened(ALICE).requireOpen();
    Join join = joining(seen, part(seen.id(), 1), part(seen.id(), 2));
    StoredFile after = committed(assembly().join(join));

    assertSuperseded(assembly().join(join));

    assertUnchanged(after);
    assertThat(assembly().joined(ALICE, seen.id()))
        .isEqualTo(join.parts().stream().map(CompleteFile::id).toList());
  }

  @Test
  void aPartIsJoinedOnce() {
    UploadSession seen = opened(ALICE).requireOpen();
    CompleteFile part = part(ALICE, Optional.empty(), 1);
    joined(seen, part);
    StoredFile other = opened(ALICE);

    assertSuperseded(assembly().join(joining(other, part)));

    assertUnchanged(other);
  }

  @Test
  void allPartsAreJoinedOrNone() {
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
  void anExpiredPartIsNotJoined() {
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
  void whatIsNoCompletePartOfTheFileIsNotJoined() {
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
  void partsThatBecameOneObjectMeanwhileAreNotJoinedAsTheyWere() {
    UploadSession seen = opened(ALICE).requireOpen();
    CompleteFile part = part(seen.id(), 1, 2);
    Commit replaced = compactions().replace(part, Samples.chunk(3));
    assertThat(replaced).isInstanceOf(Commit.Committed.class);

    assertSuperseded(assembly().join(joining(seen, part)));

    assertUnchanged(seen);
    assertThat(chunks(joined(seen, completed(replaced)))).hasSize(1);
  }

  @Test
  void partsAreListedInTheOrderOfTheirOpening() {
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
  void whatWasJoinedIsRememberedForADay() {
    UploadSession seen = opened(ALICE).requireOpen();
    CompleteFile first = part(seen.id(), 1);
    CompleteFile second = part(seen.id(), 2);
    joined(seen, second, first);

    assertThat(assembly().joined(ALICE, seen.id())).containsExactly(second.id(), first.id());
    assertThat(assembly().joined(BOB, seen.id())).isEmpty();
    assertThat(assembly().joined(ALICE, opened(ALICE).id())).isEmpty();

    letTimePass(Duration.ofHours(24));
    assertThat(assembly().joined(ALICE, seen.id())).isEmpty();
  }

  @Test
  void droppedPartsAreOutOfReachAndNoOtherFile() {
    UploadSession seen = filled(ALICE, 1);
    CompleteFile part = part(seen.id(), 2);
    CompleteFile other = part(opened(ALICE).id(), 3);
    CompleteFile ofBob = part(BOB, Optional.of(seen.id()), 3);

    assembly().drop(ALICE, seen.id());

    assertGone(part);
    assertUnchanged(seen);
    assertUnchanged(other);
    assertUnchanged(ofBob);
    while (deletionQueue().killKeys(100) > 0) {}
    assertThat(deletionQueue().claim(Duration.ZERO, 10))
        .containsExactly(part.lastChunk().orElseThrow().key());
  }

  @Test
  void anotherNodeJoinsWhatThisOneStored() {
    UploadSession seen = opened(ALICE).requireOpen();
    CompleteFile part = part(seen.id(), 4);
    LedgerFixture other = ledger().secondNode();

    StoredFile after = committed(other.assembly().join(joining(seen, part)));

    assertThat(catalog().find(ALICE, seen.id())).isEqualTo(new Lookup.Live(after));
    assertThat(after.size()).isEqualTo(bytes(4));
  }

  @Test
  void oneOfTwoJoinsOfTheSamePartIsMade() throws Exception {
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

  @Test
  void whatCannotBeReachedIsUnavailable() {
    UploadSession seen = opened(ALICE).requireOpen();
    CompleteFile part = part(seen.id(), 4);
    FileAssembly away = unreachable().assembly();

    assertUnavailable(
        () -> away.declare(seen.declare(bytes(5), Limits.DEFAULT)),
        () -> away.join(joining(seen, part)),
        () -> away.parts(ALICE, seen.id(), Optional.empty(), 1),
        () -> away.joined(ALICE, seen.id()),
        () -> away.drop(ALICE, seen.id()));
  }

  @Test
  void aFileIsChargedForItsPartsAsForChunks() {
    UploadSession seen = opened(ALICE).requireOpen();
    CompleteFile part = part(seen.id(), 100_000, 200_000);
    ByteCount before = charged();

    joined(seen, part);

    assertThat(charged()).isEqualTo(before);
  }

  private ByteCount charged() {
    return ledger().owners().charged().stream()
        .filter(charge -> charge.owner().equals(ALICE))
        .findFirst()
        .orElseThrow()
        .bytes();
  }
}
