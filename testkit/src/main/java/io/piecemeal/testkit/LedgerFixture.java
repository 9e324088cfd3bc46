package io.piecemeal.testkit;

import io.piecemeal.application.port.out.Compactions;
import io.piecemeal.application.port.out.FileConditions;
import io.piecemeal.application.port.out.FileLedger;
import io.piecemeal.application.port.out.FileListing;
import io.piecemeal.application.port.out.Graveyard;
import io.piecemeal.application.port.out.LedgerMark;
import io.piecemeal.application.port.out.OnceLedger;
import io.piecemeal.application.port.out.Orphans;
import io.piecemeal.application.port.out.Tickets;
import java.time.Duration;

/** A ledger under test, seen through all the ports that show it. */
public interface LedgerFixture {

  FileLedger files();

  OnceLedger once();

  FileListing listing();

  Graveyard graveyard();

  Compactions compactions();

  Orphans orphans();

  LedgerMark mark();

  FileConditions conditions();

  Tickets tickets();

  /**
   * Makes everything that the ledger knows this much older, without waiting. A fake moves its
   * clock; a database shifts the times in its rows back.
   */
  void letTimePass(Duration time);
}
