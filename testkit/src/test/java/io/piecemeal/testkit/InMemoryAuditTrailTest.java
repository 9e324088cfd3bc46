package io.piecemeal.testkit;

import io.piecemeal.application.port.out.AuditEvent;
import io.piecemeal.application.port.out.AuditTrail;
import java.util.List;

final class InMemoryAuditTrailTest extends AuditTrailContract {

  private final InMemoryAuditTrail trail = new InMemoryAuditTrail();

  @Override
  protected AuditTrail newTrail() {
    return trail;
  }

  @Override
  protected List<AuditEvent> written() {
    return trail.written();
  }

  @Override
  protected void breakDown() {
    trail.breakDown();
  }

  @Override
  protected void mend() {
    trail.mend();
  }
}
