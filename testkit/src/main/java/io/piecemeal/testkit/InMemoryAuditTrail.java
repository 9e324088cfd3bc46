package io.piecemeal.testkit;

import io.piecemeal.application.port.out.AuditEvent;
import io.piecemeal.application.port.out.AuditTrail;
import io.piecemeal.domain.storage.StorageFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Events that last as long as their process; breaks on demand. */
public final class InMemoryAuditTrail implements AuditTrail {

  private final List<AuditEvent> kept = new ArrayList<>();
  private final List<AuditEvent> written = new ArrayList<>();
  private boolean broken;

  @Override
  public synchronized void record(AuditEvent event) {
    kept.add(event);
    write();
  }

  @Override
  public synchronized void requireWorking() {
    write();
    if (!kept.isEmpty()) {
      throw new StorageFailure.Unavailable("write the trail", new IOException("injected"));
    }
  }

  @Override
  public synchronized long writeKept() {
    write();
    return kept.size();
  }

  private void write() {
    if (!broken) {
      written.addAll(kept);
      kept.clear();
    }
  }

  /** What is written, in its order. */
  public synchronized List<AuditEvent> written() {
    return List.copyOf(written);
  }

  public synchronized void breakDown() {
    broken = true;
  }

  public synchronized void mend() {
    broken = false;
  }
}
