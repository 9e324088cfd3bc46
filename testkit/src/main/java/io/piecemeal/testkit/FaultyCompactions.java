package io.piecemeal.testkit;

import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.Compactions;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A {@link Compactions} whose {@code replace} fails, or lets a test step in before, when the test
 * tells it to; else does what the one behind it does. Each fault and each hook serves once.
 */
public final class FaultyCompactions implements Compactions {

  private final Compactions compactions;
  private final AtomicReference<Runnable> before =
      new AtomicReference<>(FaultyCompactions::nothing);
  private final AtomicReference<Runnable> after = new AtomicReference<>(FaultyCompactions::nothing);

  public FaultyCompactions(Compactions compactions) {
    this.compactions = compactions;
  }

  /** Runs before the next replacement; changes made in it come first. */
  public void beforeNextReplacement(Runnable hook) {
    before.set(hook);
  }

  /** The next replacement is not made. */
  public void refuseNextReplacement() {
    before.set(FaultyCompactions::refuse);
  }

  /** The next replacement is not made, but nobody can tell. */
  public void loseNextReplacement() {
    before.set(FaultyCompactions::leaveOpen);
  }

  /** The next replacement is made, but nobody can tell. */
  public void loseNextAnswer() {
    after.set(FaultyCompactions::leaveOpen);
  }

  private static void nothing() {}

  private static void refuse() {
    throw new StorageFailure.Unavailable("injected", new IllegalStateException("injected"));
  }

  private static void leaveOpen() {
    throw new StorageFailure.OutcomeUnknown("injected", new IllegalStateException("injected"));
  }

  @Override
  public List<CompleteFile> take(Duration lease, int limit) {
    return compactions.take(lease, limit);
  }

  @Override
  public void pass(CompleteFile file) {
    compactions.pass(file);
  }

  @Override
  public Commit replace(CompleteFile seen, ChunkObject whole) {
    before.getAndSet(FaultyCompactions::nothing).run();
    Commit commit = compactions.replace(seen, whole);
    after.getAndSet(FaultyCompactions::nothing).run();
    return commit;
  }
}
