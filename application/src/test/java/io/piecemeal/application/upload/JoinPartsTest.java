package io.piecemeal.application.upload;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.bytes;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.in.AppendStream.Ending;
import io.piecemeal.application.port.in.AppendStream.Extent;
import io.piecemeal.application.port.in.AppendStream.StreamCommand;
import io.piecemeal.application.port.in.JoinParts.JoinCommand;
import io.piecemeal.application.port.in.ListFiles.Continuation;
import io.piecemeal.application.port.in.ListFiles.FilePage;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Refusal.NotAPart.Reason;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.SessionTerms.Rewinds;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.UploadSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class JoinPartsTest {

  private static final OpenCommand OPEN_FILE =
      new OpenCommand(ALICE, Scene.NAME, ContentType.OCTET_STREAM, Declaration.NONE);

  private static final OpenCommand OTHER_FILE =
      new OpenCommand(ALICE, new FileName("other.txt"), ContentType.OCTET_STREAM, Declaration.NONE);

  private static final OpenCommand OPEN_PART =
      new OpenCommand(
          ALICE,
          Scene.NAME,
          ContentType.OCTET_STREAM,
          Declaration.NONE,
          new SessionTerms(Optional.empty(), new Role.Part(Optional.empty()), Rewinds.NEVER));

  private static final FileQuery ALL = new FileQuery(10, Optional.empty(), Optional.empty());

  private final Scene scene = new Scene();

  private FileId part(StoredFile whole, String text) throws IOException {
    return scene
        .storePart
        .store(ALICE, whole.id(), new ByteArrayInputStream(text.getBytes(US_ASCII)))
        .id();
  }

  private StoredFile openPart() {
    return scene.openUpload.open(OPEN_PART);
  }

  private StoredFile join(StoredFile file, FileId... parts) {
    return join(file, file.size(), parts);
  }

  private StoredFile join(StoredFile file, ByteCount end, FileId... parts) {
    return scene.joinParts.join(
        new JoinCommand(ALICE, file.id(), end, Optional.empty(), List.of(parts)));
  }

  private StoredFile assemble(StoredFile file, FileId... parts) {
    return scene.joinParts.assemble(
        new JoinCommand(ALICE, file.id(), ByteCount.ZERO, Optional.empty(), List.of(parts)));
  }

  private StoredFile stream(StoredFile file, Extent extent) throws IOException {
    return scene.appendStream.append(
        new StreamCommand(
            ALICE,
            file.id(),
            ByteCount.ZERO,
            Optional.empty(),
            extent,
            Ending.COMPLETES,
            new ByteArrayInputStream(new byte[] {1}),
            _ -> {}));
  }

  @Test
  void partsAreJoinedInTheOrderInWhichTheyAreNamed() throws IOException {
    StoredFile file = scene.filled("0");
    FileId one = part(file, "one");
    FileId two = part(file, "two");
    part(file, "not named");

    StoredFile joined = join(file, two, one);

    assertThat(scene.content(joined)).isEqualTo("0twoone");
    assertThat(scene.complete(joined)).isInstanceOf(CompleteFile.class);
  }

  @Test
  void theSameCallAgainChangesNothing() throws IOException {
    StoredFile file = scene.open();
    FileId one = part(file, "one");
    FileId two = part(file, "two");
    StoredFile joined = join(file, one, two);

    assertThat(join(file, one, two)).isEqualTo(joined);
    StoredFile complete = scene.complete(joined);
    assertThat(join(file, one, two)).isEqualTo(complete);
    assertRefused(() -> join(file, two, one), new Refusal.UploadComplete(file.id(), bytes(6)));
  }

  @Test
  void theSameCallAgainBehindPartsThatWereJoinedBeforeChangesNothing() throws IOException {
    StoredFile file = scene.open();
    FileId one = part(file, "one");
    FileId two = part(file, "two");
    StoredFile half = join(file, one);
    StoredFile joined = join(file, half.size(), two);

    assertThat(join(file, half.size(), two)).isEqualTo(joined);
    assertRefused(() -> join(file, one), new Refusal.OffsetMismatch(file.id(), bytes(0), bytes(6)));
  }

  @Test
  void theSameCallAgainOfAPartWithoutBytesGivesTheCompleteFile() throws IOException {
    StoredFile file = scene.open();
    FileId empty = part(file, "");
    StoredFile complete = scene.complete(join(file, empty));

    assertThat(join(file, empty)).isEqualTo(complete);
  }

  @Test
  void partsThatWereCutOffAgainAreNotTakenForJoined() throws IOException {
    StoredFile file = scene.open();
    FileId one = part(file, "one");
    join(file, one);
    scene.rewind(file, 0, 3);

    assertRefused(() -> join(file, one), new Refusal.NotAPart(one, Reason.ABSENT));
  }

  @Test
  void theLedgerIsAskedOnceForAllPartsOfTheFileHoweverManyTheyAre() throws IOException {
    StoredFile file = scene.open();
    List<FileId> parts = new ArrayList<>();
    for (int i = 0; i <= NamedParts.PAGE; i++) {
      parts.add(part(file, "x"));
    }
    // The first look is for the file.
    scene.looks.beforeFind(2, Assertions::fail);

    assertThat(join(file, parts.toArray(FileId[]::new)).size()).isEqualTo(bytes(parts.size()));
  }

  @Test
  void aPartThatIsKnownToBeDamagedIsNotJoined() throws IOException {
    StoredFile file = scene.open();
    FileId one = part(file, "one");
    scene.rows.markDamaged(scene.knownFiles.find(ALICE, one));

    assertThatThrownBy(() -> join(file, one)).isInstanceOf(StorageFailure.Damaged.class);
    FileId two = part(file, "two");
    assertThatThrownBy(() -> join(file, two, one)).isInstanceOf(StorageFailure.Damaged.class);

    assertThat(scene.now(file)).isEqualTo(file);
  }

  @Test
  void partsAreListedInPages() throws IOException {
    StoredFile file = scene.open();
    ListPartsService list = new ListPartsService(scene.ledger, scene.rows);
    List<FileId> parts = new ArrayList<>();
    for (String text : List.of("one", "two", "three")) {
      scene.clock.advance(Duration.ofSeconds(1));
      parts.add(part(file, text));
    }

    FilePage first = list.list(ALICE, file.id(), Optional.empty(), 2);
    FilePage second =
        list.list(ALICE, file.id(), Optional.of(FileQuery.Position.of(first.files().getLast())), 2);

    assertThat(first.files()).extracting(StoredFile::id).isEqualTo(parts.subList(0, 2));
    assertThat(first.continuation()).isEqualTo(Continuation.MORE);
    assertThat(second.files()).extracting(StoredFile::id).isEqualTo(parts.subList(2, 3));
    assertThat(second.continuation()).isEqualTo(Continuation.END);
    assertThat(list.list(ALICE, file.id(), Optional.empty(), 3).continuation())
        .isEqualTo(Continuation.END);
    assertRefused(() -> list.list(BOB, file.id(), Optional.empty(), 3), new Refusal.NotFound());
  }

  @Test
  void whatCannotBeJoinedIsNamed() throws IOException {
    StoredFile file = scene.open();
    FileId one = part(file, "one");
    StoredFile other = scene.open();
    FileId ofOther = part(other, "x");
    FileId unknown = scene.ids.nextFileId();
    StoredFile incomplete = openPart();

    assertRefused(() -> join(file, one, one), new Refusal.NotAPart(one, Reason.REPEATED));
    assertRefused(() -> join(file, one, unknown), new Refusal.NotAPart(unknown, Reason.ABSENT));
    assertRefused(
        () -> join(file, one, incomplete.id()),
        new Refusal.NotAPart(incomplete.id(), Reason.INCOMPLETE));
    assertRefused(() -> join(file, one, ofOther), new Refusal.NotAPart(ofOther, Reason.OF_ANOTHER));
    assertThat(scene.content(join(file, one))).isEqualTo("one");
  }

  @Test
  void aJoinIsRefusedWhereTheFileDoesNotEnd() throws IOException {
    StoredFile file = scene.filled("0");
    FileId one = part(file, "one");

    assertRefused(
        () -> join(file, bytes(5), one), new Refusal.OffsetMismatch(file.id(), bytes(5), bytes(1)));
  }

  @Test
  void aJoinThatGivesAnotherSizeThanExpectedIsRefused() throws IOException {
    StoredFile file = scene.open();
    FileId one = part(file, "one");

    assertRefused(
        () ->
            scene.joinParts.join(
                new JoinCommand(
                    ALICE, file.id(), ByteCount.ZERO, Optional.of(bytes(4)), List.of(one))),
        new Refusal.PartsMismatch(file.id(), bytes(4), bytes(3)));
  }

  @Test
  void aFileThatIsJoinedKeepsTheLifetimeThatItWasOpenedWith() throws IOException {
    Optional<Duration> hour = Optional.of(Duration.ofHours(1));
    StoredFile file =
        scene.openUpload.open(
            new OpenCommand(
                ALICE,
                Scene.NAME,
                ContentType.OCTET_STREAM,
                Declaration.NONE,
                SessionTerms.NONE,
                hour));
    FileId one = part(file, "one");

    StoredFile joined =
        scene.joinParts.join(
            new JoinCommand(
                ALICE, file.id(), ByteCount.ZERO, Optional.empty(), List.of(one), hour));

    assertThat(file.expiresAt()).isEqualTo(file.createdAt().plusSeconds(3600));
    assertThat(joined.expiresAt()).isEqualTo(file.expiresAt());
  }

  @Test
  void partsBecomeMoreThanWasDeclared() throws IOException {
    StoredFile file = scene.openDeclaring(5);
    FileId one = part(file, "one");
    FileId two = part(file, "two");

    assertThatThrownBy(() -> join(file, one, two)).isInstanceOf(UploadRejected.class);
    assertThat(scene.knownFiles.find(ALICE, file.id())).isEqualTo(file);
  }

  @Test
  void aFileIsOpenedForPartsThatAreStillBeingSent() throws IOException {
    StoredFile one = scene.append(openPart(), "one").file();
    StoredFile two = openPart();
    scene.complete(one);

    StoredFile file = scene.joinParts.openFor(OPEN_FILE, List.of(two.id(), one.id()));

    assertThat(file).isInstanceOf(UploadSession.class);
    Role partOfIt = new Role.Part(Optional.of(file.id()));
    assertThat(scene.now(one).terms().role()).isEqualTo(partOfIt);
    assertThat(scene.now(two).terms().role()).isEqualTo(partOfIt);
    assertRefused(
        () -> assemble(file, two.id(), one.id()),
        new Refusal.NotAPart(two.id(), Reason.INCOMPLETE));
    // As who looked before the file was opened.
    scene.complete(scene.append(two, "two").file());
    StoredFile complete = assemble(file, two.id(), one.id());
    assertThat(complete).isInstanceOf(CompleteFile.class);
    assertThat(scene.content(complete)).isEqualTo("twoone");
    assertThat(assemble(file, two.id(), one.id())).isEqualTo(complete);
    assertRefused(
        () -> assemble(file, one.id(), two.id()), new Refusal.UploadComplete(file.id(), bytes(6)));
  }

  /** As by a caller who had no answer, in each of the moments at which that may have been. */
  @Test
  void theSameOpeningAgainGivesTheFileThatItOpened() throws IOException {
    StoredFile one = scene.complete(scene.append(openPart(), "one").file());
    StoredFile two = openPart();
    List<FileId> parts = List.of(one.id(), two.id());
    StoredFile file = scene.joinParts.openFor(OPEN_FILE, parts);

    assertThat(scene.joinParts.openFor(OPEN_FILE, parts)).isEqualTo(file);
    scene.complete(scene.append(two, "two").file());
    assertThat(scene.joinParts.openFor(OPEN_FILE, parts)).isEqualTo(file);
    StoredFile complete = assemble(file, one.id(), two.id());
    assertThat(scene.joinParts.openFor(OPEN_FILE, parts)).isEqualTo(complete);
  }

  @Test
  void anotherOpeningOfTheSamePartsIsNotTakenForTheSame() throws IOException {
    StoredFile one = openPart();
    StoredFile two = openPart();
    scene.joinParts.openFor(OPEN_FILE, List.of(one.id(), two.id()));
    Refusal refusal = new Refusal.NotAPart(one.id(), Reason.OF_ANOTHER);

    assertRefused(() -> scene.joinParts.openFor(OPEN_FILE, List.of(one.id())), refusal);
    assertRefused(() -> scene.joinParts.openFor(OTHER_FILE, List.of(one.id(), two.id())), refusal);
  }

  @Test
  void partsOfADeletedFileAreOpenedForAnother() throws IOException {
    StoredFile one = scene.complete(scene.append(openPart(), "one").file());
    StoredFile file = scene.joinParts.openFor(OPEN_FILE, List.of(one.id()));
    scene.delete(file);

    StoredFile other = scene.joinParts.openFor(OPEN_FILE, List.of(one.id()));

    assertThat(scene.content(assemble(other, one.id()))).isEqualTo("one");
    scene.delete(other);
    assertRefused(
        () -> scene.joinParts.openFor(OPEN_FILE, List.of(one.id())),
        new Refusal.NotAPart(one.id(), Reason.ABSENT));
  }

  @Test
  void aFileThatWaitsForItsPartsTakesNothingElseFromAnybody() throws IOException {
    StoredFile one = scene.complete(scene.append(openPart(), "one").file());
    StoredFile two = openPart();
    StoredFile file = scene.joinParts.openFor(OPEN_FILE, List.of(one.id(), two.id()));
    Refusal refusal = new Refusal.AwaitsParts(file.id(), ByteCount.ZERO);

    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> scene.append(file, "x"),
            () -> scene.complete(file),
            () -> stream(file, Extent.AS_FAR_AS_IT_COMES),
            () -> stream(file, Extent.ALL_OR_NOTHING),
            () -> scene.declareSize.declare(ALICE, file.id(), ByteCount.ZERO),
            () -> scene.rewind(file, 0, 0),
            () -> scene.tickets.issue(ALICE, file.id(), Ticket.Completion.COMPLETES_FILE),
            () -> scene.storePart.open(ALICE, file.id(), Declaration.NONE),
            () -> part(file, "x"),
            () -> join(file, one.id()),
            () ->
                scene.joinParts.complete(
                    new JoinCommand(
                        ALICE, file.id(), ByteCount.ZERO, Optional.empty(), List.of(one.id())),
                    Optional.empty()))) {
      assertRefused(call, refusal);
    }

    assertThat(scene.now(file)).isEqualTo(file);
    scene.complete(scene.append(two, "two").file());
    assertThat(scene.content(assemble(file, one.id(), two.id()))).isEqualTo("onetwo");
  }

  @Test
  void aFileOfPartsWithoutBytesIsCompletedOnceTheyAreJoined() {
    StoredFile empty = scene.complete(openPart());
    StoredFile file = scene.joinParts.openFor(OPEN_FILE, List.of(empty.id()));
    assertRefused(() -> scene.complete(file), new Refusal.AwaitsParts(file.id(), ByteCount.ZERO));

    assertThat(assemble(file, empty.id())).isInstanceOf(CompleteFile.class);
  }

  @Test
  void partsThatAFileWasOpenedForAreNoOthers() {
    StoredFile one = openPart();
    scene.joinParts.openFor(OPEN_FILE, List.of(one.id()));

    assertRefused(
        () -> scene.joinParts.openFor(OTHER_FILE, List.of(one.id())),
        new Refusal.NotAPart(one.id(), Reason.OF_ANOTHER));
    assertThat(scene.rows.list(ALICE, ALL)).hasSize(1);
  }

  @Test
  void noFileIsOpenedForWhatIsNoPart() {
    StoredFile one = openPart();
    StoredFile file = scene.open();
    FileId unknown = scene.ids.nextFileId();

    for (Refusal.NotAPart refusal :
        List.of(
            new Refusal.NotAPart(file.id(), Reason.OF_ANOTHER),
            new Refusal.NotAPart(unknown, Reason.ABSENT),
            new Refusal.NotAPart(one.id(), Reason.REPEATED))) {
      assertRefused(
          () -> scene.joinParts.openFor(OPEN_FILE, List.of(one.id(), refusal.part())), refusal);
    }

    assertThat(scene.now(one)).isEqualTo(one);
    assertThat(scene.rows.list(ALICE, ALL)).containsExactly(file);
  }

  @Test
  void aPartThatGoesWhileAFileIsOpenedForItLeavesNoFile() {
    StoredFile one = openPart();
    // The first look is before the file is there.
    scene.looks.beforeFind(2, () -> scene.rows.delete(ALICE, one.id()));

    assertRefused(
        () -> scene.joinParts.openFor(OPEN_FILE, List.of(one.id())),
        new Refusal.NotAPart(one.id(), Reason.ABSENT));

    assertThat(scene.rows.list(ALICE, ALL)).isEmpty();
  }

  @Test
  void whereThereIsNoRoomNoFileIsOpenedForParts() {
    StoredFile one = openPart();
    scene.store.withRoomFor(0);

    assertThatThrownBy(() -> scene.joinParts.openFor(OPEN_FILE, List.of(one.id())))
        .isInstanceOf(StorageFailure.NoSpace.class);
  }

  @Test
  void noFileIsOpenedForPartsThatAreTooLargeTogether() throws IOException {
    Scene small = new Scene(new Limits(bytes(4), bytes(5), bytes(5)));
    StoredFile sent = small.openUpload.open(OPEN_PART);
    small.append(sent, "one");
    StoredFile announced =
        small.openUpload.open(
            new OpenCommand(
                ALICE,
                Scene.NAME,
                ContentType.OCTET_STREAM,
                new Declaration(Optional.of(bytes(3)), Optional.empty()),
                OPEN_PART.terms()));
    EventCursor before = small.rows.events().latest(ALICE);

    assertRefused(
        () -> small.joinParts.openFor(OPEN_FILE, List.of(sent.id(), announced.id())),
        new Refusal.FileTooLarge(bytes(5), ByteCount.ZERO));
    assertThat(small.rows.list(ALICE, ALL)).isEmpty();
    assertThat(small.rows.events().latest(ALICE)).isEqualTo(before);
  }

  @Test
  void partsGoWithTheirFile() throws IOException {
    StoredFile file = scene.open();
    FileId one = part(file, "one");

    scene.delete(file);

    assertRefused(() -> scene.knownFiles.find(ALICE, one), new Refusal.Gone(one, bytes(3)));
  }

  @Test
  void partsThatAFileWasOpenedForAreFreeOnceItIsDeleted() {
    StoredFile one = scene.complete(scene.append(openPart(), "one").file());
    StoredFile two = openPart();
    StoredFile first = scene.joinParts.openFor(OPEN_FILE, List.of(two.id(), one.id()));

    scene.delete(first);

    assertThat(scene.now(one)).isEqualTo(one);
    assertThat(scene.now(two)).isEqualTo(two);
    StoredFile second = scene.joinParts.openFor(OPEN_FILE, List.of(one.id(), two.id()));
    scene.complete(scene.append(two, "two").file());
    assertThat(scene.content(assemble(second, one.id(), two.id()))).isEqualTo("onetwo");
  }

  @Test
  void aPartOfACompleteFileIsRefused() throws IOException {
    StoredFile complete = scene.complete(scene.filled("x"));

    assertRefused(() -> part(complete, "one"), new Refusal.UploadComplete(complete.id(), bytes(1)));
  }

  private static void assertRefused(ThrowingCallable call, Refusal expected) {
    assertThatThrownBy(call)
        .isInstanceOf(UploadRejected.class)
        .extracting(e -> ((UploadRejected) e).refusal())
        .isEqualTo(expected);
  }

  private StoredFile complete(
      StoredFile file, Optional<ByteCount> size, Optional<Sha256> sha256, FileId... parts) {
    return scene.joinParts.complete(
        new JoinCommand(ALICE, file.id(), ByteCount.ZERO, size, List.of(parts)), sha256);
  }

  private void assertNothingJoined(StoredFile file, FileId one, FileId two) {
    assertThat(scene.now(file)).isEqualTo(file);
    StoredFile whole = complete(file, Optional.empty(), Optional.empty(), one, two);
    assertThat(scene.content(whole)).isEqualTo("onetwo");
  }

  @Test
  void aFileIsCompleteWithItsParts() throws IOException {
    StoredFile file = scene.open();
    FileId one = part(file, "one");
    FileId two = part(file, "two");
    Optional<Sha256> digest = Optional.of(Scene.sha256("onetwo"));

    StoredFile whole = complete(file, Optional.of(bytes(6)), digest, one, two);

    assertThat(whole).isInstanceOf(CompleteFile.class);
    assertThat(scene.content(whole)).isEqualTo("onetwo");
    assertThat(complete(file, Optional.of(bytes(6)), digest, one, two)).isEqualTo(whole);
  }

  @Test
  void partsThatGiveAnotherDigestThanTheCallerSaysAreNotJoined() throws IOException {
    StoredFile file = scene.open();
    FileId one = part(file, "one");
    FileId two = part(file, "two");

    assertRefused(
        () -> complete(file, Optional.empty(), Optional.of(Scene.sha256("onetwo")), two, one),
        new Refusal.ChecksumMismatch(
            Scene.sha256("onetwo"), Scene.sha256("twoone"), Optional.empty()));

    assertNothingJoined(file, one, two);
  }

  @Test
  void neitherAreThoseThatGiveAnotherDigestThanWasDeclared() throws IOException {
    StoredFile file =
        scene.open(new Declaration(Optional.empty(), Optional.of(Scene.sha256("onetwo"))));
    FileId one = part(file, "one");
    FileId two = part(file, "two");

    assertRefused(
        () -> complete(file, Optional.empty(), Optional.empty(), two, one),
        new Refusal.ChecksumMismatch(
            Scene.sha256("onetwo"), Scene.sha256("twoone"), Optional.empty()));

    assertNothingJoined(file, one, two);
  }

  @Test
  void neitherAreThoseThatGiveAnotherSize() throws IOException {
    StoredFile file = scene.open(new Declaration(Optional.of(bytes(6)), Optional.empty()));
    FileId one = part(file, "one");
    FileId two = part(file, "two");

    assertRefused(
        () -> complete(file, Optional.empty(), Optional.empty(), one),
        new Refusal.PartsMismatch(file.id(), bytes(6), bytes(3)));
    assertRefused(
        () -> complete(file, Optional.of(bytes(7)), Optional.empty(), one, two),
        new Refusal.PartsMismatch(file.id(), bytes(7), bytes(6)));

    assertNothingJoined(file, one, two);
  }
}
