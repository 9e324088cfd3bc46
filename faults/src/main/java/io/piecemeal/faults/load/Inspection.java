package io.piecemeal.faults.load;

import io.piecemeal.faults.account.Checker;
import io.piecemeal.faults.account.FileAccount;
import io.piecemeal.faults.account.FileState.Stage;
import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.account.Finding.Kind;
import io.piecemeal.faults.client.Answer;
import io.piecemeal.faults.client.Caller;
import io.piecemeal.faults.client.FileCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Looks at files of which nobody changes anything meanwhile. */
record Inspection(Site site, Caller caller, Tally tally) {

  /**
   * A service that stays up answers sooner; a file that still cannot be read by then is damaged.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Compares a file with its account. */
  void check(FileAccount account) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int visit = site.visits();
    while (true) {
      caller.callAt(site.awaitUp());
      try {
        tally.found(Checker.check(account, new FileCalls(caller).observe(account.id())));
        tally.checked();
        return;
      } catch (IOException failure) {
        if (visit != site.visits()) {
          visit = site.visits();
          end = System.nanoTime() + PATIENCE.toNanos();
        }
        if (System.nanoTime() > end) {
          tally.found(
              List.of(new Finding(Kind.DAMAGED, account.id(), "cannot be read: " + failure)));
          return;
        }
        Site.backOff();
      }
    }
  }

  /** Asks what became of a change whose outcome is open, which decides it. */
  void settle(FileAccount account) throws InterruptedException {
    while (account.possible().isPresent()) {
      caller.callAt(site.awaitUp());
      Answer answer = new FileCalls(caller).find(account.id());
      tally.operation();
      if (answer instanceof Answer.Done done) {
        Stage stage = FileCalls.stage(done.body());
        account
            .seen(stage, done.body().path("size").asLong())
            .ifPresent(
                finding -> {
                  throw new BrokenPromiseException(finding);
                });
      } else if (answer instanceof Answer.Refused refused) {
        throw new BrokenPromiseException(
            new Finding(Kind.LOST, account.id(), "asked for its size: " + refused));
      } else {
        Site.backOff();
      }
    }
  }
}
