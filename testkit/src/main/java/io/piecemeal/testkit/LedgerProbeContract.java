package io.piecemeal.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.LedgerProbe;
import io.piecemeal.domain.storage.StorageFailure;
import org.junit.jupiter.api.Test;

/** What every {@link LedgerProbe} does. */
public abstract class LedgerProbeContract {

  protected LedgerProbeContract() {}

  /** A probe of a ledger that answers. */
  protected abstract LedgerProbe reachable();

  /** A probe of a ledger that does not answer. */
  protected abstract LedgerProbe unreachable();

  @Test
  final void aLedgerThatAnswersIsFoundWell() {
    LedgerProbe probe = reachable();

    assertThatCode(probe::probe).doesNotThrowAnyException();
    assertThatCode(probe::probe).doesNotThrowAnyException();
  }

  @Test
  final void aLedgerThatDoesNotAnswerIsUnavailable() {
    assertThatThrownBy(unreachable()::probe).isInstanceOf(StorageFailure.Unavailable.class);
  }
}
