package io.piecemeal.application.scan;

import io.piecemeal.domain.upload.ScanPolicy;
import io.piecemeal.testkit.DecoratedLedgerFixture;
import io.piecemeal.testkit.FileLedgerContract;
import io.piecemeal.testkit.LedgerFixture;
import java.util.function.UnaryOperator;

final class ScannedLedgerTest extends FileLedgerContract {

  @Override
  protected LedgerFixture emptyLedger() {
    return new DecoratedLedgerFixture(
        files -> new ScannedLedger(files, owner -> ScanPolicy.ALL, () -> {}),
        UnaryOperator.identity());
  }
}
