package io.piecemeal.testkit;

import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.application.port.out.OnceLedger;
import io.piecemeal.application.port.out.RequestIdentity;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * A {@link OnceLedger} that fails when the test tells it to; else does what the one behind it does.
 * Each fault serves once, in the order in which they were told.
 */
public final class FaultyOnceLedger implements OnceLedger {

  private enum Fault {
    REFUSED,
    LOST,
    ANSWER_LOST
  }

  private final OnceLedger ledger;
  private final Queue<Fault> faults = new ArrayDeque<>();

  public FaultyOnceLedger(OnceLedger ledger) {
    this.ledger = ledger;
  }

  /** The next entry is not made. */
  public void refuseNextEntry() {
    faults.add(Fault.REFUSED);
  }

  /** The next entry is not made, but nobody can tell. */
  public void loseNextEntry() {
    faults.add(Fault.LOST);
  }

  /** The next entry is made, but nobody can tell. */
  public void loseNextAnswer() {
    faults.add(Fault.ANSWER_LOST);
  }

  @Override
  public Entry open(NewFile file, RequestIdentity identity) {
    return enter(() -> ledger.open(file, identity));
  }

  @Override
  public Entry store(
      NewFile file, List<ChunkObject> chunks, Sha256 sha256, RequestIdentity identity) {
    return enter(() -> ledger.store(file, chunks, sha256, identity));
  }

  private Entry enter(Supplier<Entry> step) {
    Fault fault = faults.poll();
    if (fault == null) {
      return step.get();
    }
    if (fault == Fault.ANSWER_LOST) {
      Entry _ = step.get();
    }
    throw switch (fault) {
      case REFUSED -> new StorageFailure.Unavailable("injected", injected());
      case LOST, ANSWER_LOST -> new StorageFailure.OutcomeUnknown("injected", injected());
    };
  }

  private static IllegalStateException injected() {
    return new IllegalStateException("injected");
  }
}
