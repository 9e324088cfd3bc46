package io.piecemeal.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.Append;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.port.out.EventLog;
import io.piecemeal.application.port.out.Join;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.application.port.out.RequestIdentity;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.event.EventCursor;
import io.piecemeal.domain.event.EventId;
import io.piecemeal.domain.event.EventReading;
import io.piecemeal.domain.event.EventReading.Events;
import io.piecemeal.domain.event.FileEvent;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.HighWaterMark;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.testkit.WrongLedger.Call;
import io.piecemeal.testkit.WrongLedger.Mistake;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ledgers with mistakes that adapters really make; the suites of the ledger let none of them pass.
 */
final class WrongLedgersTest {

  /**
   * What {@link #wrong} is told to make; surefire runs the tests of a class one after the other.
   */
  private static Supplier<Mistake> mistake = () -> Call::proceed;

  private static final Class<?>[] SUITES = {
    Files.class,
    Catalog.class,
    Resolver.class,
    Inline.class,
    Queue.class,
    Marks.class,
    Fences.class,
    Ticketing.class,
    Transfers.class,
    Assembly.class,
    Happenings.class
  };

  @SuppressWarnings("ImmutableEnumChecker")
  enum Wrong {
    OWNERS_COMPARED_WITHOUT_CASE(OwnersWithoutCase::new),
    STATE_KEPT_PER_PROCESS(StatePerProcess::new),
    LOST_WITH_ITS_PROCESS(LostWithItsProcess::new),
    OUT_OF_REACH_TAKEN_FOR_EMPTY(() -> call -> orElse(call, "find", new Lookup.Missing())),
    OUT_OF_REACH_TAKEN_FOR_DEAD(() -> call -> orElse(call, "resolve", CommitStatus.DEAD)),
    OUT_OF_REACH_TAKEN_FOR_SUPERSEDED(
        () -> call -> orElse(call, "append", new Commit.Superseded())),
    OUT_OF_REACH_TAKEN_FOR_UNKNOWN(() -> call -> orElse(call, "unknown", List.of())),
    LOST_ANSWER_TAKEN_FOR_NOTHING_HAPPENED(() -> WrongLedgersTest::nothingHappened),
    TRAILING_BLANKS_TRIMMED(() -> names(String::stripTrailing)),
    FOUR_BYTE_CHARACTERS_MANGLED(() -> names(name -> name.replaceAll("[^\\x{0}-\\x{ffff}]", "?"))),
    NAMES_WITHOUT_CASE(() -> names(name -> name.toLowerCase(Locale.ROOT))),
    QUOTA_CHECKED_BEFORE_THE_COMMIT(QuotaBefore::new),
    EXPIRY_MOVED_BY_A_REWIND(() -> WrongLedgersTest::movedByRewind),
    KEY_CLAIMED_TWICE(ClaimedTwice::new),
    APPEND_TO_WHATEVER_THE_FILE_IS_NOW(() -> WrongLedgersTest::appendAnyway),
    RESOLVED_WITHOUT_A_TRACE(() -> call -> call.is("resolve") ? CommitStatus.DEAD : call.proceed()),
    CHUNKS_OF_WHATEVER_REVISION(() -> WrongLedgersTest::chunksAnyway),
    INLINE_BYTES_GONE_WITH_THEIR_KEY(
        () -> call -> call.is("rewind") ? removing(call) : call.proceed()),
    INLINE_BYTES_OF_THE_FIRST_KEY_ONLY(
        () ->
            call ->
                call.is("read")
                    ? call.with(0, firstOf(call.argument(0, Collection.class)))
                    : call.proceed()),
    INLINE_BYTES_CALLED_STORED(() -> WrongLedgersTest::allStored),
    FINGERPRINT_IGNORED(() -> WrongLedgersTest::oneFingerprint),
    LIMIT_ONE_TOO_HIGH(
        () ->
            call ->
                call.is("expire")
                    ? call.with(0, call.argument(0, Integer.class) + 1)
                    : call.proceed()),
    FENCE_OF_A_RESTORED_LEDGER(
        () -> call -> call.is("fence") ? call.with(2, HighWaterMark.ZERO) : call.proceed()),
    EVERY_KEY_UNKNOWN(
        () ->
            call ->
                call.is("unknown")
                    ? List.copyOf((Collection<?>) call.arguments().getFirst())
                    : call.proceed()),
    DAMAGE_MARK_FOR_ANY_REVISION(() -> WrongLedgersTest::markAnyway),
    TICKET_REVOKED_BY_ANYBODY(() -> WrongLedgersTest::revokeAnyway),
    TRANSFER_THAT_NEVER_ENDS(() -> call -> call.is("renew") ? true : call.proceed()),
    TERMS_FORGOTTEN(() -> WrongLedgersTest::withoutTerms),
    SIZE_DECLARED_TO_WHATEVER_THE_FILE_IS_NOW(() -> WrongLedgersTest::declareAnyway),
    JOINED_TO_WHATEVER_THE_FILE_IS_NOW(() -> WrongLedgersTest::joinAnyway),
    JOINED_PARTS_OUT_OF_ORDER(() -> WrongLedgersTest::joinBackwards),
    PARTS_OF_WHATEVER_OWNER(() -> WrongLedgersTest::joinedOfAnybody),
    PARTS_FROM_THE_START_EACH_TIME(
        () -> call -> call.is("parts") ? call.with(2, Optional.empty()) : call.proceed()),
    PARTS_IN_ANOTHER_ORDER(
        () -> call -> call.is("parts") ? List.copyOf(partsOf(call).reversed()) : call.proceed()),
    PARTS_ONLY_WHEN_COMPLETE(
        () ->
            call ->
                call.is("parts")
                    ? partsOf(call).stream().filter(CompleteFile.class::isInstance).toList()
                    : call.proceed()),
    PARTS_LEFT_BY_THEIR_FILE(PartsLeft::new),
    EVENTS_OF_EVERYBODY(() -> WrongLedgersTest::eventsOfEverybody),
    EVENTS_FROM_THE_START_EACH_TIME(
        () -> call -> isEvents(call, "read") ? call.with(1, Optional.empty()) : call.proceed()),
    A_PAGE_OF_EVENTS_SKIPPED(
        () -> call -> events(call, page -> new Events(List.of(), page.next()))),
    EVENTS_NEWEST_FIRST(
        () -> call -> events(call, page -> new Events(page.events().reversed(), page.next()))),
    LAST_EVENT_TOLD_AGAIN(LastEventAgain::new),
    EVENTS_NAMED_ANEW_EACH_TIME(EventsNamedAnew::new),
    LOST_EVENTS_TAKEN_FOR_NONE(() -> WrongLedgersTest::lostIsNone),
    EVENTS_NEVER_DROPPED(() -> call -> isEvents(call, "drop") ? 0 : call.proceed()),
    ALL_OLD_EVENTS_DROPPED_AT_ONCE(
        () -> call -> isEvents(call, "drop") ? call.with(1, Integer.MAX_VALUE) : call.proceed()),
    LATEST_BEFORE_ALL_EVENTS(
        () -> call -> isEvents(call, "latest") ? EventCursor.NONE : call.proceed()),
    EVENTS_OUT_OF_REACH_TAKEN_FOR_NONE(
        () ->
            call ->
                isEvents(call, "read")
                    ? orElse(call, "read", new Events(List.of(), EventCursor.NONE))
                    : call.proceed());

    private final Supplier<Mistake> mistake;

    Wrong(Supplier<Mistake> mistake) {
      this.mistake = mistake;
    }
  }

  @ParameterizedTest
  @EnumSource(Wrong.class)
  void aWrongLedgerFailsASuite(Wrong wrong) {
    mistake = wrong.mistake;

    assertThat(SuiteRun.failures(SUITES)).isNotEmpty();
  }

  @Test
  void aRightLedgerFailsNone() {
    mistake = () -> Call::proceed;

    assertThat(SuiteRun.failures(SUITES)).isEmpty();
  }

  private static LedgerFixture wrong() {
    return new WrongLedger(new InMemoryLedgerFixture(), mistake.get());
  }

  /** Deletes a file alone. */
  private static final class PartsLeft implements Mistake {
    private final Map<FileId, StoredFile> left = new ConcurrentHashMap<>();

    @Override
    public @Nullable Object on(Call call) throws Throwable {
      if (call.is("delete")) {
        Owner owner = call.argument(0, Owner.class);
        FileId whole = call.argument(1, FileId.class);
        for (StoredFile part :
            call.right().assembly().parts(owner, whole, Optional.empty(), Integer.MAX_VALUE)) {
          left.put(part.id(), part);
        }
      }
      StoredFile part = call.is("find") ? left.get(call.argument(1, FileId.class)) : null;
      return part == null ? call.proceed() : new Lookup.Live(part);
    }
  }

  /** As a collation does that a database was set up with. */
  private static final class OwnersWithoutCase implements Mistake {
    private final Map<String, Owner> first = new ConcurrentHashMap<>();

    @Override
    public @Nullable Object on(Call call) throws Throwable {
      if (call.is("open") || call.is("store")) {
        Owner owner = call.argument(0, NewFile.class).owner();
        first.putIfAbsent(owner.value().toLowerCase(Locale.ROOT), owner);
      }
      if (!call.arguments().isEmpty() && call.arguments().getFirst() instanceof Owner owner) {
        return call.with(0, first.getOrDefault(owner.value().toLowerCase(Locale.ROOT), owner));
      }
      return call.proceed();
    }
  }

  private static final class StatePerProcess implements Mistake {

    @Override
    public @Nullable Object on(Call call) throws Throwable {
      return call.proceed();
    }

    @Override
    public LedgerFixture secondNode(LedgerFixture right, LedgerFixture wrong) {
      return new InMemoryLedgerFixture();
    }
  }

  private static final class LostWithItsProcess implements Mistake {

    @Override
    public @Nullable Object on(Call call) throws Throwable {
      return call.proceed();
    }

    @Override
    public LedgerFixture reopened(LedgerFixture right, LedgerFixture wrong) {
      return new InMemoryLedgerFixture();
    }
  }

  /** What a call gives that finds no ledger. */
  private static @Nullable Object orElse(Call call, String name, Object answer) throws Throwable {
    try {
      return call.proceed();
    } catch (StorageFailure.Unavailable e) {
      if (call.is(name) && "no answer".equals(e.getMessage())) {
        return answer;
      }
      throw e;
    }
  }

  private static @Nullable Object nothingHappened(Call call) throws Throwable {
    try {
      return call.proceed();
    } catch (StorageFailure.OutcomeUnknown e) {
      throw new StorageFailure.Unavailable("no answer", e);
    }
  }

  private static @Nullable Object withoutTerms(Call call) throws Throwable {
    if (call.arguments().isEmpty() || !(call.arguments().getFirst() instanceof NewFile file)) {
      return call.proceed();
    }
    return call.with(
        0,
        new NewFile(
            file.id(),
            file.owner(),
            file.name(),
            file.contentType(),
            file.declared(),
            SessionTerms.NONE,
            file.retention(),
            file.quota(),
            file.request()));
  }

  private static @Nullable Object declareAnyway(Call call) throws Throwable {
    if (!call.is("declare")) {
      return call.proceed();
    }
    UploadSession next = call.argument(0, UploadSession.class);
    return switch (call.right().catalog().find(next.owner(), next.id())) {
      case Lookup.Live live when live.file() instanceof UploadSession now ->
          call.with(
              0,
              new UploadSession(
                  next.header(), now.content(), now.updatedAt(), now.expiresAt(), now.ticket()));
      default -> call.proceed();
    };
  }

  private static @Nullable Object joinAnyway(Call call) throws Throwable {
    if (!call.is("join")) {
      return call.proceed();
    }
    Join join = call.argument(0, Join.class);
    return switch (call.right().catalog().find(join.seen().owner(), join.seen().id())) {
      case Lookup.Live live when live.file() instanceof UploadSession now ->
          call.with(
              0,
              new Join(
                  now, join.parts(), now.join(join.parts(), Limits.DEFAULT), join.retention()));
      default -> call.proceed();
    };
  }

  private static List<?> partsOf(Call call) throws Throwable {
    return requireNonNull((List<?>) call.proceed());
  }

  private static @Nullable Object joinBackwards(Call call) throws Throwable {
    if (!call.is("join")) {
      return call.proceed();
    }
    Join join = call.argument(0, Join.class);
    return call.with(
        0, new Join(join.seen(), join.parts().reversed(), join.next(), join.retention()));
  }

  private static @Nullable Object joinedOfAnybody(Call call) throws Throwable {
    return call.is("joined") ? call.with(0, Samples.ALICE) : call.proceed();
  }

  private static boolean isEvents(Call call, String name) {
    return call.port() instanceof EventLog && call.is(name);
  }

  private static @Nullable Object events(Call call, Function<Events, Events> change)
      throws Throwable {
    Object result = call.proceed();
    return isEvents(call, "read") && result instanceof Events page ? change.apply(page) : result;
  }

  private static @Nullable Object eventsOfEverybody(Call call) throws Throwable {
    Object own = call.proceed();
    if (isEvents(call, "read") && own instanceof Events page && page.events().isEmpty()) {
      return call.with(0, Samples.BOB);
    }
    return own;
  }

  private static @Nullable Object lostIsNone(Call call) throws Throwable {
    Object result = call.proceed();
    return result instanceof EventReading.Lost
        ? new Events(List.of(), call.right().events().latest(call.argument(0, Owner.class)))
        : result;
  }

  /** As a reader sees it that compares cursors by "at or behind". */
  private static final class LastEventAgain implements Mistake {
    private List<FileEvent> last = List.of();

    @Override
    public @Nullable Object on(Call call) throws Throwable {
      return events(
          call,
          page -> {
            List<FileEvent> again = new ArrayList<>(last);
            again.addAll(page.events());
            last = page.events().isEmpty() ? last : List.of(page.events().getLast());
            return new Events(again, page.next());
          });
    }
  }

  private static final class EventsNamedAnew implements Mistake {

    @Override
    public @Nullable Object on(Call call) throws Throwable {
      return events(
          call,
          page ->
              new Events(
                  page.events().stream().map(EventsNamedAnew::renamed).toList(), page.next()));
    }

    private static FileEvent renamed(FileEvent event) {
      return new FileEvent(
          new EventId(UUID.randomUUID()),
          event.type(),
          event.at(),
          event.file(),
          event.name(),
          event.size(),
          event.sha256(),
          event.cursor());
    }
  }

  private static Mistake names(Function<String, String> change) {
    return call -> {
      if (!call.arguments().isEmpty() && call.arguments().getFirst() instanceof NewFile file) {
        return call.with(0, named(file, change.apply(file.name().value()), file.quota()));
      }
      return call.proceed();
    };
  }

  private static NewFile named(NewFile file, String name, Quota quota) {
    return new NewFile(
        file.id(),
        file.owner(),
        new FileName(name),
        file.contentType(),
        file.declared(),
        file.terms(),
        file.retention(),
        quota,
        file.request());
  }

  /** Looks, and then enters; another call in between sees the room that both take. */
  private static final class QuotaBefore implements Mistake {
    private final AtomicInteger sessions = new AtomicInteger();
    private @Nullable CountDownLatch looking;

    @Override
    public @Nullable Object on(Call call) throws Throwable {
      if (!call.is("open") || call.argument(0, NewFile.class).quota().openSessions().isEmpty()) {
        return call.proceed();
      }
      NewFile file = call.argument(0, NewFile.class);
      int limit = file.quota().openSessions().getAsInt();
      int before = sessions.get();
      if (before >= limit) {
        return call.proceed();
      }
      awaitOthers(limit);
      Object entered = call.with(0, named(file, file.name().value(), Quota.NONE));
      sessions.incrementAndGet();
      return entered;
    }

    /** Until more have looked than there is room for; only a race has virtual threads. */
    private void awaitOthers(int limit) throws InterruptedException {
      if (Thread.currentThread().isVirtual()) {
        CountDownLatch all = looking(limit);
        all.countDown();
        all.await();
      }
    }

    private synchronized CountDownLatch looking(int limit) {
      CountDownLatch all = looking == null ? new CountDownLatch(limit + 1) : looking;
      looking = all;
      return all;
    }
  }

  private static @Nullable Object movedByRewind(Call call) throws Throwable {
    Object result = call.proceed();
    if (call.is("rewind")
        && result instanceof Commit.Committed done
        && done.file() instanceof UploadSession session) {
      return new Commit.Committed(
          session.stamped(session.updatedAt(), session.expiresAt().plusSeconds(1)));
    }
    return result;
  }

  private static final class ClaimedTwice implements Mistake {
    private List<?> last = List.of();

    @Override
    public @Nullable Object on(Call call) throws Throwable {
      Object result = call.proceed();
      if (!call.is("claim") || !(result instanceof List<?> claimed)) {
        return result;
      }
      List<Object> keys = new ArrayList<>(claimed);
      keys.addAll(last);
      last = claimed;
      return keys;
    }
  }

  private static @Nullable Object appendAnyway(Call call) throws Throwable {
    if (!call.is("append")) {
      return call.proceed();
    }
    Append append = call.argument(0, Append.class);
    return now(call, append.seen()) instanceof UploadSession open
        ? call.with(
            0,
            new Append(
                open,
                append.completedBy().isPresent()
                    ? open.appendLast(append.chunk(), append.completedBy().get())
                    : open.append(append.chunk()),
                append.retention(),
                append.quota(),
                append.by(),
                append.inline()))
        : call.proceed();
  }

  private static @Nullable Object removing(Call call) throws Throwable {
    UploadSession seen = call.argument(0, UploadSession.class);
    List<ObjectKey> keys =
        call.right().catalog().chunks(seen, ByteCount.ZERO, 1000).stream()
            .flatMap(List::stream)
            .map(Chunk::key)
            .toList();
    Object done = call.proceed();
    call.right().deletionQueue().removeRows(keys);
    return done;
  }

  private static List<?> firstOf(Collection<?> keys) {
    return keys.stream().limit(1).toList();
  }

  private static @Nullable Object allStored(Call call) throws Throwable {
    if (!call.is("chunks")) {
      return call.proceed();
    }
    return call.right()
        .catalog()
        .chunks(
            call.argument(0, StoredFile.class),
            call.argument(1, ByteCount.class),
            call.argument(2, Integer.class))
        .map(
            chunks ->
                chunks.stream()
                    .map(
                        chunk ->
                            new Chunk(
                                chunk.offset(),
                                chunk.object(),
                                Chunk.Home.STORE,
                                chunk.createdAt()))
                    .toList());
  }

  private static @Nullable Object chunksAnyway(Call call) throws Throwable {
    return call.is("chunks")
        ? call.with(0, now(call, call.argument(0, StoredFile.class)))
        : call.proceed();
  }

  private static @Nullable Object markAnyway(Call call) throws Throwable {
    return call.is("markDamaged")
        ? call.with(0, now(call, call.argument(0, StoredFile.class)))
        : call.proceed();
  }

  private static StoredFile now(Call call, StoredFile seen) {
    return call.right().catalog().find(seen.owner(), seen.id()) instanceof Lookup.Live live
        ? live.file()
        : seen;
  }

  private static @Nullable Object oneFingerprint(Call call) throws Throwable {
    if (!call.arguments().isEmpty()
        && call.arguments().getFirst() instanceof NewFile file
        && file.request().isPresent()) {
      return call.with(
          0, file.by(new RequestIdentity(file.request().get().key(), Samples.digest(0))));
    }
    return call.proceed();
  }

  private static @Nullable Object revokeAnyway(Call call) throws Throwable {
    if (call.is("revoke")) {
      for (Owner owner : List.of(Samples.ALICE, Samples.BOB)) {
        call.right().tickets().revoke(owner, call.argument(1, FileId.class));
      }
      return null;
    }
    return call.proceed();
  }

  static final class Files extends FileLedgerContract {
    @Override
    protected LedgerFixture emptyLedger() {
      return wrong();
    }
  }

  static final class Resolver extends CommitResolverContract {
    @Override
    protected LedgerFixture emptyLedger() {
      return wrong();
    }
  }

  static final class Inline extends InlineObjectsContract {
    @Override
    protected LedgerFixture emptyLedger() {
      return wrong();
    }
  }

  static final class Catalog extends FileCatalogContract {
    @Override
    protected LedgerFixture emptyLedger() {
      return wrong();
    }
  }

  static final class Queue extends DeletionQueueContract {
    @Override
    protected LedgerFixture emptyLedger() {
      return wrong();
    }
  }

  static final class Marks extends DamageMarksContract {
    @Override
    protected LedgerFixture emptyLedger() {
      return wrong();
    }
  }

  static final class Fences extends OrphansContract {
    @Override
    protected LedgerFixture emptyLedger() {
      return wrong();
    }
  }

  static final class Ticketing extends TicketsContract {
    @Override
    protected LedgerFixture emptyLedger() {
      return wrong();
    }
  }

  static final class Transfers extends TicketTransfersContract {
    @Override
    protected LedgerFixture emptyLedger() {
      return wrong();
    }
  }

  static final class Assembly extends FileAssemblyContract {
    @Override
    protected LedgerFixture emptyLedger() {
      return wrong();
    }
  }

  static final class Happenings extends EventLogContract {
    @Override
    protected LedgerFixture emptyLedger() {
      return wrong();
    }
  }
}
