package io.piecemeal.faults.load;

import io.piecemeal.faults.account.Checker;
import io.piecemeal.faults.account.FileAccount;
import io.piecemeal.faults.account.FileState.Stage;
import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.account.Finding.Kind;
import io.piecemeal.faults.client.Answer;
import io.piecemeal.faults.client.Caller;
import io.piecemeal.faults.client.FileCalls;
import io.piecemeal.faults.client.UnreadableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Looks at files that nobody changes meanwhile. */
record Inspection(Site site, Caller caller, Tally tally) {

  /** A service that gives out facts again and again, but never the bytes, has lost them. */
  private static final int UNREADABLE = 20;

  /** A service that came up and says nothing of a file for so long has lost it. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Compares a file with its account. */
  void check(FileAccount account) throws InterruptedException {
    int unreadable = 0;
    int visit = -1;
    long end = 0;
    while (true) {
      caller.callAt(site.awaitUp());
      if (visit != site.visits()) {
        visit = site.visits();
        end = System.nanoTime() + PATIENCE.toNanos();
      }
      try {
        tally.found(Checker.check(account, new FileCalls(caller).observe(account.id())));
        tally.checked();
        return;
      } catch (UnreadableException failure) {
        unreadable++;
        if (unreadable == UNREADABLE) {
          tally.found(List.of(new Finding(Kind.DAMAGED, account.id(), failure.toString())));
          return;
        }
      } catch (IOException away) {
        // It was cut off, or its database is: nothing is known of the file yet.
        unreadable = 0;
        if (System.nanoTime() > end) {
          tally.found(List.of(new Finding(Kind.LOST, account.id(), away.toString())));
          return;
        }
      }
      Site.backOff();
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
