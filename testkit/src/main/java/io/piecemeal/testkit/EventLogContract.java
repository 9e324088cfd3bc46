package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.EventLog;
import io.piecemeal.application.port.out.Join;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventReading;
import io.piecemeal.domain.event.EventType;
import io.piecemeal.domain.event.FileEvent;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.Ticket;
import io.piecemeal.domain.upload.UploadSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link EventLog} does. */
public abstract class EventLogContract extends LedgerSuite {

  private static final int MANY = 1000;
  private static final Duration DAY = Duration.ofDays(1);

  protected EventLogContract() {}

  private EventLog events() {
    return ledger().events();
  }

  private EventReading.Events read(Owner owner, Optional<EventCursor> after, int limit) {
    return switch (events().read(owner, after, limit)) {
      case EventReading.Events found -> found;
      case EventReading.Lost lost -> throw new AssertionError("events are lost");
    };
  }

  private List<FileEvent> all(Owner owner) {
    return read(owner, Optional.empty(), MANY).events();
  }

  private List<EventType> types(Owner owner) {
    return all(owner).stream().map(FileEvent::type).toList();
  }

  private void assertLost(EventCursor after) {
    assertThat(events().read(ALICE, Optional.of(after), 1)).isEqualTo(new EventReading.Lost());
  }

  @Test
  final void anEmptyLedgerHasNoEvents() {
    assertThat(read(ALICE, Optional.empty(), 1))
        .isEqualTo(new EventReading.Events(List.of(), EventCursor.NONE));
    assertThat(read(ALICE, Optional.of(EventCursor.NONE), 1).events()).isEmpty();
    assertThat(events().latest(ALICE)).isEqualTo(EventCursor.NONE);
  }

  @Test
  final void anEventTellsWhatTheFileWasLike() {
    CompleteFile file = completed(complete(filled(ALICE, 5), digest(1)));

    FileEvent event = all(ALICE).getLast();

    assertThat(event.type()).isEqualTo(EventType.FILE_COMPLETED);
    assertThat(event.file()).isEqualTo(file.id());
    assertThat(event.name()).isEqualTo(file.name());
    assertThat(event.size()).isEqualTo(bytes(5));
    assertThat(event.sha256()).contains(digest(1));
    assertThat(event.at()).isEqualTo(file.updatedAt());
  }

  @Test
  final void aSessionIsCreatedAndCompleted() {
    complete(filled(ALICE, 5, 6), digest(1));

    assertThat(types(ALICE)).containsExactly(EventType.FILE_CREATED, EventType.FILE_COMPLETED);
    assertThat(all(ALICE).getFirst().sha256()).isEmpty();
  }

  @Test
  final void theLastChunkCompletesAFile() {
    files().append(Samples.lastAppend(opened(ALICE), Samples.chunk(5), digest(1)));

    assertThat(types(ALICE)).containsExactly(EventType.FILE_CREATED, EventType.FILE_COMPLETED);
    assertThat(all(ALICE).getLast().size()).isEqualTo(bytes(5));
  }

  @Test
  final void aFileThatComesAtOnceIsCompleted() {
    files().store(Samples.newFile(ALICE), List.of(Samples.chunk(5)), digest(1));

    assertThat(types(ALICE)).containsExactly(EventType.FILE_COMPLETED);
  }

  @Test
  final void anAppendIsNoEvent() {
    UploadSession file = opened(ALICE);
    EventCursor before = events().latest(ALICE);

    appended(appended(file, 5), 6);

    assertThat(events().latest(ALICE)).isEqualTo(before);
  }

  @Test
  final void aFileIsRewoundAndDeleted() {
    StoredFile file = filled(ALICE, 5, 6);
    rewind(file, bytes(5));
    files().delete(ALICE, file.id());

    assertThat(types(ALICE))
        .containsExactly(EventType.FILE_CREATED, EventType.FILE_REWOUND, EventType.FILE_DELETED);
    assertThat(all(ALICE).getLast().size()).isEqualTo(bytes(5));
  }

  @Test
  final void aFileExpiresWhenItIsSwept() {
    opened(ALICE);
    opened(ALICE);
    opened(BOB);
    letTimePass(RETENTION.sinceLastChunk());
    assertThat(types(ALICE)).doesNotContain(EventType.FILE_EXPIRED);

    deletionQueue().expire(MANY);

    assertThat(types(ALICE))
        .containsExactly(
            EventType.FILE_CREATED,
            EventType.FILE_CREATED,
            EventType.FILE_EXPIRED,
            EventType.FILE_EXPIRED);
    assertThat(types(BOB)).containsExactly(EventType.FILE_CREATED, EventType.FILE_EXPIRED);
  }

  @Test
  final void damageIsToldOnce() {
    StoredFile file = filled(ALICE, 5);
    conditions().markDamaged(file);
    conditions().markDamaged(file);

    assertThat(types(ALICE)).containsExactly(EventType.FILE_CREATED, EventType.FILE_DAMAGED);

    conditions().markWhole(file);
    conditions().markDamaged(file);

    assertThat(types(ALICE)).endsWith(EventType.FILE_DAMAGED, EventType.FILE_DAMAGED);
  }

  @Test
  final void aTicketIsUsedOnce() {
    UploadSession file = opened(ALICE);
    tickets().issue(file, Samples.ticket(1), Duration.ofMinutes(1), Ticket.Completion.LEAVES_OPEN);
    tickets().use(Samples.ticket(1));
    tickets().use(Samples.ticket(1));
    tickets().use(Samples.ticket(2));

    assertThat(types(ALICE)).containsExactly(EventType.FILE_CREATED, EventType.TICKET_USED);
  }

  @Test
  final void whatWasNotChangedIsNoEvent() {
    UploadSession file = filled(ALICE, 5);
    StoredFile longer = appended(file, 6);
    List<FileEvent> before = all(ALICE);

    assertSuperseded(complete(file, digest(1)));
    assertSuperseded(rewind(file, bytes(0)));
    assertSuperseded(files().append(Samples.lastAppend(file, Samples.chunk(5), digest(1))));
    assertSuperseded(files().delete(BOB, longer.id()));

    assertThat(all(ALICE)).isEqualTo(before);
    assertThat(all(BOB)).isEmpty();
  }

  @Test
  final void aPartHasNoEvents() {
    UploadSession whole = opened(ALICE);
    UploadSession part =
        entered(files().open(Samples.newPart(ALICE, Optional.of(whole.id())))).requireOpen();
    CompleteFile last = completed(complete(appended(part, 5), digest(1)));
    committed(
        ledger()
            .assembly()
            .join(
                new Join(
                    whole, List.of(last), whole.join(List.of(last), Limits.DEFAULT), RETENTION)));
    committed(ledger().files().delete(ALICE, whole.id()));
    deletionQueue().expire(MANY);

    assertThat(types(ALICE)).containsExactly(EventType.FILE_CREATED, EventType.FILE_DELETED);
  }

  @Test
  final void eventsAreReadOnFromEachCursor() {
    for (int i = 0; i < 4; i++) {
      files().delete(ALICE, opened(ALICE).id());
    }
    List<FileEvent> all = all(ALICE);

    assertThat(all).hasSize(8);
    for (int i = 0; i < all.size(); i++) {
      assertThat(read(ALICE, Optional.of(all.get(i).cursor()), MANY).events())
          .isEqualTo(all.subList(i + 1, all.size()));
    }
    assertThat(all.getLast().cursor()).isEqualTo(events().latest(ALICE));
  }

  @Test
  final void aPageTellsWhereToReadOn() {
    opened(ALICE);
    opened(ALICE);
    opened(ALICE);

    EventReading.Events first = read(ALICE, Optional.empty(), 2);
    EventReading.Events second = read(ALICE, Optional.of(first.next()), 2);
    EventReading.Events third = read(ALICE, Optional.of(second.next()), 2);

    assertThat(first.events()).hasSize(2);
    assertThat(second.events()).hasSize(1);
    assertThat(third).isEqualTo(new EventReading.Events(List.of(), second.next()));
    opened(ALICE);
    assertThat(read(ALICE, Optional.of(third.next()), 2).events()).hasSize(1);
  }

  @Test
  final void eachEventHasANameOfItsOwnThatStays() {
    opened(ALICE);
    opened(ALICE);
    opened(BOB);
    List<FileEvent> all = new ArrayList<>(all(ALICE));
    all.addAll(all(BOB));

    assertThat(all.stream().map(FileEvent::id).distinct()).hasSize(3);
    assertThat(all(ALICE)).isEqualTo(all.subList(0, 2));
  }

  @Test
  final void anOwnerSeesItsOwnEventsOnly() {
    FileId file = opened(BOB).id();

    assertThat(all(ALICE)).isEmpty();
    assertThat(events().latest(ALICE)).isEqualTo(EventCursor.NONE);
    assertThat(all(BOB)).extracting(FileEvent::file).containsExactly(file);
  }

  @Test
  final void latestIsBehindAllEvents() {
    opened(ALICE);
    EventCursor latest = events().latest(ALICE);
    FileId next = opened(ALICE).id();

    assertThat(read(ALICE, Optional.of(latest), MANY).events())
        .extracting(FileEvent::file)
        .containsExactly(next);
  }

  @Test
  final void eventsAreThereForOtherNodes() {
    opened(ALICE);

    assertThat(ledger().secondNode().events().read(ALICE, Optional.empty(), 1))
        .isEqualTo(events().read(ALICE, Optional.empty(), 1));
  }

  @Test
  final void oldEventsAreDropped() {
    opened(ALICE);
    letTimePass(DAY);
    opened(ALICE);
    assertThat(events().drop(DAY.plusSeconds(1), MANY)).isZero();

    assertThat(events().drop(DAY, MANY)).isEqualTo(1);

    assertThat(all(ALICE)).hasSize(1);
    assertThat(events().drop(DAY, MANY)).isZero();
  }

  @Test
  final void soManyEventsAreDroppedAsAskedForTheOldestFirst() {
    opened(ALICE);
    letTimePass(Duration.ofSeconds(1));
    opened(ALICE);
    letTimePass(Duration.ofSeconds(1));
    FileEvent younger = all(ALICE).getLast();

    assertThat(events().drop(Duration.ZERO, 1)).isEqualTo(1);
    assertThat(all(ALICE)).containsExactly(younger);
    assertThat(events().drop(Duration.ZERO, 1)).isEqualTo(1);
    assertThat(all(ALICE)).isEmpty();
  }

  @Test
  final void whoMissedADroppedEventIsTold() {
    EventCursor before = read(ALICE, Optional.empty(), 1).next();
    opened(ALICE);
    EventCursor behind = read(ALICE, Optional.empty(), 1).next();
    opened(ALICE);
    letTimePass(DAY);
    assertThat(events().drop(DAY, MANY)).isEqualTo(2);

    assertLost(before);
    assertLost(behind);
    assertThat(read(ALICE, Optional.of(events().latest(ALICE)), 1).events()).isEmpty();
    assertThat(read(ALICE, Optional.empty(), 1))
        .isEqualTo(new EventReading.Events(List.of(), events().latest(ALICE)));
  }

  @Test
  final void aCursorOfALaterLedgerIsTold() {
    opened(ALICE);
    EventCursor latest = events().latest(ALICE);

    assertLost(latest.behind(Samples.SHARD, 2));
    assertLost(latest.behind(new Shard(Samples.SHARD.number() + 1), 1));
  }

  /** In all shards of the owner, by several threads, while a reader reads on. */
  @Test
  final void aReaderGetsEveryEventOnceAndThoseOfAFileInOrder() throws Exception {
    int writers = 8;
    int each = 12;
    List<FileEvent> got = new ArrayList<>();
    Optional<EventCursor> after = Optional.empty();
    try (ExecutorService pool = Executors.newFixedThreadPool(writers)) {
      List<Future<?>> running =
          IntStream.range(0, writers)
              .<Future<?>>mapToObj(i -> pool.submit(() -> writeTo(new Shard(i / 2), each)))
              .toList();
      boolean over = false;
      while (!over) {
        over = running.stream().allMatch(Future::isDone);
        EventReading.Events page = read(ALICE, after, 5);
        after = Optional.of(page.next());
        got.addAll(page.events());
        over &= page.events().isEmpty();
        // A log that tells events again would do so for ever.
        over |= got.size() > writers * each * 3;
      }
      for (Future<?> one : running) {
        one.get();
      }
    }

    assertThat(got).hasSize(writers * each * 3);
    assertThat(got.stream().map(FileEvent::id).distinct()).hasSize(got.size());
    Set<FileId> seen = new HashSet<>();
    for (FileEvent event : got) {
      assertThat(seen.add(event.file())).isEqualTo(event.type().equals(EventType.FILE_CREATED));
    }
    assertThat(got.stream().collect(Collectors.groupingBy(FileEvent::file)))
        .allSatisfy(
            (file, own) ->
                assertThat(own)
                    .extracting(FileEvent::type)
                    .containsExactly(
                        EventType.FILE_CREATED, EventType.FILE_COMPLETED, EventType.FILE_DELETED));
  }

  private void writeTo(Shard shard, int files) {
    for (int i = 0; i < files; i++) {
      StoredFile file = entered(files().open(Samples.newFile(ALICE, shard)));
      complete(file, digest(1));
      files().delete(ALICE, file.id());
    }
  }

  @Test
  final void aLogThatCannotBeReachedIsNotTakenForEmpty() {
    EventLog unreachable = unreachable().events();

    assertUnavailable(
        () -> unreachable.read(ALICE, Optional.empty(), 1),
        () -> unreachable.latest(ALICE),
        () -> unreachable.drop(DAY, 1));
  }
}
