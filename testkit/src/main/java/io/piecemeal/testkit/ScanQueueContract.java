package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.lastAppend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Entry;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.application.port.out.RequestIdentity;
import io.piecemeal.application.port.out.ScanQueue;
import io.piecemeal.application.port.out.ScanQueue.Waiting;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventReading;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.event.FileEvent;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.Scan;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link ScanQueue} does. */
public abstract class ScanQueueContract extends LedgerSuite {

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Optional<ContentType> DETECTED = Optional.of(new ContentType("image/png"));
  private static final Scan PASSED = Scan.passed(DETECTED);
  private static final Scan INFECTED = Scan.quarantined("Eicar-Test-Signature", Optional.empty());

  protected ScanQueueContract() {}

  private ScanQueue scans() {
    return ledger().scans();
  }

  private List<Waiting> taken() {
    return scans().take(LEASE, 10);
  }

  private Waiting waiting() {
    CompleteFile file = completed(ALICE, 5);
    return taken().stream()
        .filter(each -> each.file().id().equals(file.id()))
        .findFirst()
        .orElseThrow();
  }

  /** A file that is to be scanned. */
  private CompleteFile completed(Owner owner, long... lengths) {
    CompleteFile next = filled(owner, lengths).complete(Samples.digest(1));
    return completed(files().complete(next.scanned(Optional.of(Scan.SCANNING))));
  }

  private static Append toBeScanned(Append append) {
    CompleteFile complete = (CompleteFile) append.next();
    return append.making(complete.scanned(Optional.of(Scan.SCANNING)));
  }

  private List<EventType> events(Owner owner) {
    return switch (ledger().events().read(owner, Optional.empty(), 100)) {
      case EventReading.Events page -> page.events().stream().map(FileEvent::type).toList();
      case EventReading.Lost lost -> throw new AssertionError("lost");
    };
  }

  @Test
  final void aFileWaitsFromItsCompletionOnWhicheverStepCompletesIt() {
    CompleteFile completed = completed(ALICE, 5, 7);
    CompleteFile appended =
        completed(
            files()
                .append(
                    toBeScanned(
                        lastAppend(filled(ALICE, 5), Samples.chunk(7), Samples.digest(1)))));
    StoredFile stored =
        Samples.entered(
            files()
                .store(
                    Samples.newFile(BOB).toBeScanned(),
                    List.of(Samples.chunk(5)),
                    Samples.digest(1)));
    StoredFile empty =
        Samples.entered(
            files().store(Samples.newFile(BOB).toBeScanned(), List.of(), Samples.digest(1)));

    assertThat(List.of(completed, appended, (CompleteFile) stored, (CompleteFile) empty))
        .allMatch(CompleteFile::isBeingScanned)
        .allSatisfy(file -> assertThat(now(file)).isEqualTo(file));
    assertThat(taken())
        .extracting(Waiting::file)
        .containsExactlyInAnyOrder(
            completed, appended, (CompleteFile) stored, (CompleteFile) empty);
  }

  @Test
  final void aFileThatIsNotToBeScannedDoesNotWait() {
    CompleteFile completed = completed(complete(filled(ALICE, 5), Samples.digest(1)));
    StoredFile stored =
        Samples.entered(
            files().store(Samples.newFile(ALICE), List.of(Samples.chunk(5)), Samples.digest(1)));
    filled(ALICE, 5);

    assertThat(completed.scan()).isEmpty();
    assertThat(((CompleteFile) stored).scan()).isEmpty();
    assertThat(taken()).isEmpty();
  }

  @Test
  final void whatWasSupersededDoesNotWait() {
    UploadSession seen = filled(ALICE, 5);
    CompleteFile next = seen.complete(Samples.digest(1)).scanned(Optional.of(Scan.SCANNING));
    appended(seen, 7);

    assertSuperseded(files().complete(next));

    assertThat(taken()).isEmpty();
  }

  @Test
  final void aRepeatedRequestIsToldOfTheFileAsItWasEntered() {
    RequestIdentity identity = new RequestIdentity(new IdempotencyKey("one"), Samples.digest(9));
    NewFile file = Samples.newFile(ALICE).by(identity).toBeScanned();
    StoredFile first =
        Samples.entered(files().store(file, List.of(Samples.chunk(5)), Samples.digest(1)));
    taken().forEach(waiting -> scans().decide(waiting, INFECTED));

    Entry again = files().store(file.withId(Samples.fileId()), List.of(), Samples.digest(1));

    assertThat(again).isEqualTo(new Entry.Repeated(first));
    assertThat(((CompleteFile) first).isBeingScanned()).isTrue();
  }

  @Test
  final void aFileThatWasTakenUpIsGivenOutAgainOnlyAfterItsLease() {
    CompleteFile file = completed(ALICE, 5);
    assertThat(taken()).extracting(Waiting::file).containsExactly(file);

    letTimePass(LEASE.minusSeconds(10));
    assertThat(taken()).isEmpty();

    letTimePass(Duration.ofSeconds(10));
    assertThat(taken()).hasSize(1);
  }

  @Test
  final void aFileThatIsHeldIsGivenOutLater() {
    Waiting waiting = waiting();
    letTimePass(LEASE.minusSeconds(10));

    assertThat(scans().hold(waiting, LEASE)).isTrue();

    letTimePass(LEASE.minusSeconds(10));
    assertThat(taken()).isEmpty();
    letTimePass(Duration.ofSeconds(10));
    assertThat(taken()).hasSize(1);
  }

  @Test
  final void howLongAFileWaitsIsTold() {
    completed(ALICE, 5);
    letTimePass(Duration.ofMinutes(3));

    assertThat(taken().getFirst().waited()).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
  }

  @Test
  final void theFileThatIsDueLongestComesFirst() {
    CompleteFile first = completed(ALICE, 5);
    letTimePass(Duration.ofSeconds(1));
    CompleteFile second = completed(BOB, 5);

    assertThat(scans().take(LEASE, 1))
        .extracting(each -> each.file().id())
        .containsExactly(first.id());
    assertThat(taken()).extracting(Waiting::file).containsExactly(second);
  }

  @Test
  final void noTwoNodesTakeUpTheSameFile() {
    List<CompleteFile> due = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      due.add(completed(ALICE, 5));
    }

    List<CompleteFile> together =
        new ArrayList<>(
            Race.run(6, lane -> scans().take(LEASE, 4)).stream()
                .flatMap(List::stream)
                .map(Waiting::file)
                .toList());

    assertThat(together).doesNotHaveDuplicates();
    scans().take(LEASE, 20).forEach(waiting -> together.add(waiting.file()));
    assertThat(together).containsExactlyInAnyOrderElementsOf(due);
  }

  @Test
  final void aFileOutOfReachOrDamagedIsNotDue() {
    CompleteFile deleted = completed(ALICE, 5);
    files().delete(ALICE, deleted.id());
    conditions().markDamaged(completed(ALICE, 5));
    assertThat(taken()).isEmpty();

    completed(ALICE, 5);
    letTimePass(RETENTION.sinceLastChunk());
    assertThat(taken()).isEmpty();
  }

  @Test
  final void aVerdictIsKeptAndTold() {
    Waiting clean = waiting();
    Waiting infected = waiting();

    assertThat(scans().decide(clean, PASSED)).isTrue();
    assertThat(scans().decide(infected, INFECTED)).isTrue();

    assertUnchanged(clean.file().scanned(Optional.of(PASSED)));
    assertUnchanged(infected.file().scanned(Optional.of(INFECTED)));
    assertThat(events(ALICE)).containsOnlyOnce(EventType.FILE_PASSED, EventType.FILE_QUARANTINED);
    letTimePass(LEASE);
    assertThat(taken()).isEmpty();
  }

  @Test
  final void theFirstVerdictCountsAlsoAfterItsLease() {
    Waiting waiting = waiting();
    letTimePass(LEASE);
    Waiting again = taken().getFirst();

    assertThat(scans().decide(waiting, INFECTED)).isTrue();
    assertThat(scans().decide(again, PASSED)).isFalse();
    assertThat(scans().hold(again, LEASE)).isFalse();

    assertThat(((CompleteFile) now(waiting.file())).scan()).contains(INFECTED);
    assertThat(events(ALICE)).doesNotContain(EventType.FILE_PASSED);
  }

  @Test
  final void aFileThatIsGoneGetsNoVerdict() {
    Waiting waiting = waiting();
    files().delete(ALICE, waiting.file().id());

    assertThat(scans().decide(waiting, PASSED)).isFalse();
    assertThat(scans().hold(waiting, LEASE)).isFalse();
    assertThat(events(ALICE)).doesNotContain(EventType.FILE_PASSED);
  }

  @Test
  final void whatIsNoVerdictIsRefused() {
    Waiting waiting = waiting();

    assertThatThrownBy(() -> scans().decide(waiting, Scan.SCANNING))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  final void makingOneObjectOfAFileLeavesItsScanAsItIs() {
    CompleteFile seen = completed(ALICE, 5, 7);
    scans().decide(taken().getFirst(), INFECTED);

    CompleteFile compacted = completed(compactions().replace(seen, Samples.chunk(12)));

    assertThat(compacted.scan()).contains(INFECTED);
    assertUnchanged(compacted);
  }

  @Test
  final void aFileIsReleasedFromQuarantineAndFromWaiting() {
    Waiting infected = waiting();
    Waiting open = waiting();
    scans().decide(infected, INFECTED);

    Scan released = new Scan(Scan.State.RELEASED, INFECTED.finding(), Optional.empty());
    assertThat(scans().release(infected.file().id()).orElseThrow().scan()).contains(released);
    assertThat(scans().release(infected.file().id()).orElseThrow().scan()).contains(released);
    assertThat(scans().release(open.file().id())).isPresent();

    assertUnchanged(infected.file().scanned(Optional.of(released)));
    assertThat(scans().decide(open, INFECTED)).isFalse();
    assertThat(events(ALICE).stream().filter(EventType.FILE_RELEASED::equals)).hasSize(2);
  }

  @Test
  final void aFileThatPassedStaysAsItIsWhenItIsReleased() {
    Waiting clean = waiting();
    scans().decide(clean, PASSED);

    assertThat(scans().release(clean.file().id()).orElseThrow().scan()).contains(PASSED);
    assertThat(events(ALICE)).doesNotContain(EventType.FILE_RELEASED);
  }

  @Test
  final void anyCompleteFileCanBeScannedAgain() {
    Waiting infected = waiting();
    scans().decide(infected, INFECTED);
    CompleteFile never = completed(complete(filled(BOB, 5), Samples.digest(1)));

    assertThat(scans().again(infected.file().id()).orElseThrow().isBeingScanned()).isTrue();
    assertThat(scans().again(never.id()).orElseThrow().isBeingScanned()).isTrue();

    assertThat(scans().decide(infected, PASSED)).isFalse();
    List<Waiting> taken = taken();
    assertThat(taken)
        .extracting(each -> each.file().id())
        .containsExactlyInAnyOrder(infected.file().id(), never.id());
    taken.forEach(each -> assertThat(scans().decide(each, PASSED)).isTrue());
    assertUnchanged(infected.file().scanned(Optional.of(PASSED)));
  }

  @Test
  final void whatIsNoCompleteFileIsNeitherReleasedNorScanned() {
    CompleteFile never = completed(complete(filled(ALICE, 5), Samples.digest(1)));
    StoredFile open = filled(ALICE, 5);
    CompleteFile deleted = completed(ALICE, 5);
    files().delete(ALICE, deleted.id());
    SessionTerms terms =
        new SessionTerms(
            Optional.empty(), new Role.Part(Optional.empty()), SessionTerms.Rewinds.ALLOWED);
    NewFile part = Samples.newFile(ALICE).on(terms, RETENTION);
    StoredFile stored =
        Samples.entered(files().store(part, List.of(Samples.chunk(5)), Samples.digest(1)));

    assertThat(scans().release(never.id())).isEmpty();
    for (StoredFile file : List.of(open, deleted, stored)) {
      assertThat(scans().release(file.id())).isEmpty();
      assertThat(scans().again(file.id())).isEmpty();
    }
    assertThat(scans().again(Samples.fileId())).isEmpty();
    assertThat(taken()).isEmpty();
  }

  @Test
  final void aVerdictThatAnotherNodeGaveIsSeen() {
    Waiting waiting = waiting();

    assertThat(ledger().secondNode().scans().decide(waiting, INFECTED)).isTrue();

    assertUnchanged(waiting.file().scanned(Optional.of(INFECTED)));
  }

  @Test
  final void aLedgerThatCannotBeReachedHasNotNothingToScan() {
    Waiting waiting = waiting();
    ScanQueue unreachable = unreachable().scans();

    assertUnavailable(
        () -> unreachable.take(LEASE, 1),
        () -> unreachable.hold(waiting, LEASE),
        () -> unreachable.decide(waiting, PASSED),
        () -> unreachable.release(waiting.file().id()),
        () -> unreachable.again(waiting.file().id()));
  }
}
