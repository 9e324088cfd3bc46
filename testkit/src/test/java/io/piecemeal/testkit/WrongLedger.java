package io.piecemeal.testkit;

import io.piecemeal.application.port.out.CommitResolver;
import io.piecemeal.application.port.out.Compactions;
import io.piecemeal.application.port.out.DamageMarks;
import io.piecemeal.application.port.out.DeletionQueue;
import io.piecemeal.application.port.out.DownloadTickets;
import io.piecemeal.application.port.out.EventLog;
import io.piecemeal.application.port.out.FileAssembly;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.InlineObjects;
import io.piecemeal.application.port.out.LedgerMark;
import io.piecemeal.application.port.out.Orphans;
import io.piecemeal.application.port.out.OwnerBook;
import io.piecemeal.application.port.out.ScanPolicyBook;
import io.piecemeal.application.port.out.ScanQueue;
import io.piecemeal.application.port.out.Tickets;
import io.piecemeal.application.port.out.WebhookBook;
import io.piecemeal.application.port.out.WebhookTurns;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A ledger that is right but for one mistake, on the ports of the one in memory. */
final class WrongLedger implements LedgerFixture {

  /** What a ledger does wrong; a new one for each ledger, as it may remember things. */
  interface Mistake {

    @Nullable Object on(Call call) throws Throwable;

    /** Another process; what this one remembers is not there. */
    default LedgerFixture secondNode(LedgerFixture right, LedgerFixture wrong) {
      return wrong;
    }

    /** A process that begins when this one has ended. */
    default LedgerFixture reopened(LedgerFixture right, LedgerFixture wrong) {
      return wrong;
    }
  }

  /** A call of a port, with what the right ledger is. */
  record Call(LedgerFixture right, Object port, Method method, List<Object> arguments) {

    boolean is(String name) {
      return method.getName().equals(name);
    }

    <T> T argument(int index, Class<T> type) {
      return type.cast(arguments.get(index));
    }

    /** What the right ledger does. */
    @Nullable Object proceed() throws Throwable {
      try {
        return method.invoke(port, arguments.toArray());
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }

    /** What the right ledger does with another argument. */
    @Nullable Object with(int index, Object argument) throws Throwable {
      List<Object> changed = new ArrayList<>(arguments);
      changed.set(index, argument);
      return new Call(right, port, method, changed).proceed();
    }
  }

  private final LedgerFixture right;
  private final Mistake mistake;

  WrongLedger(LedgerFixture right, Mistake mistake) {
    this.right = right;
    this.mistake = mistake;
  }

  private <T> T wrong(Class<T> type, T port) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) ->
                mistake.on(
                    new Call(
                        right, port, method, arguments == null ? List.of() : List.of(arguments)))));
  }

  @Override
  public FileLedger files() {
    return wrong(FileLedger.class, right.files());
  }

  @Override
  public FileCatalog catalog() {
    return wrong(FileCatalog.class, right.catalog());
  }

  @Override
  public FileAssembly assembly() {
    return wrong(FileAssembly.class, right.assembly());
  }

  @Override
  public EventLog events() {
    return wrong(EventLog.class, right.events());
  }

  @Override
  public WebhookBook webhooks() {
    return wrong(WebhookBook.class, right.webhooks());
  }

  @Override
  public WebhookTurns turns() {
    return wrong(WebhookTurns.class, right.turns());
  }

  @Override
  public InlineObjects inline() {
    return wrong(InlineObjects.class, right.inline());
  }

  @Override
  public CommitResolver resolver() {
    return wrong(CommitResolver.class, right.resolver());
  }

  @Override
  public DeletionQueue deletionQueue() {
    return wrong(DeletionQueue.class, right.deletionQueue());
  }

  @Override
  public Compactions compactions() {
    return wrong(Compactions.class, right.compactions());
  }

  @Override
  public Orphans orphans() {
    return wrong(Orphans.class, right.orphans());
  }

  @Override
  public LedgerMark mark() {
    return wrong(LedgerMark.class, right.mark());
  }

  @Override
  public DamageMarks conditions() {
    return wrong(DamageMarks.class, right.conditions());
  }

  @Override
  public ScanQueue scans() {
    return wrong(ScanQueue.class, right.scans());
  }

  @Override
  public ScanPolicyBook scanPolicies() {
    return wrong(ScanPolicyBook.class, right.scanPolicies());
  }

  @Override
  public Tickets tickets() {
    return wrong(Tickets.class, right.tickets());
  }

  @Override
  public DownloadTickets downloads() {
    return wrong(DownloadTickets.class, right.downloads());
  }

  @Override
  public OwnerBook owners() {
    return wrong(OwnerBook.class, right.owners());
  }

  @Override
  public LedgerFixture secondNode() {
    return mistake.secondNode(right, this);
  }

  @Override
  public Optional<LedgerFixture> reopened() {
    return Optional.of(mistake.reopened(right, this));
  }

  @Override
  public Optional<LedgerFixture> unreachable() {
    return right.unreachable().map(unreachable -> new WrongLedger(unreachable, mistake));
  }

  @Override
  public FileLedger losingNextAnswer() {
    return wrong(FileLedger.class, right.losingNextAnswer());
  }

  @Override
  public void letTimePass(Duration time) {
    right.letTimePass(time);
  }
}
