package io.piecemeal.faults.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.piecemeal.faults.account.FileAccount;
import io.piecemeal.faults.account.FileState;
import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.account.Finding.Kind;
import io.piecemeal.faults.client.Answer;
import io.piecemeal.faults.client.FileCalls;
import java.util.function.Supplier;

/**
 * A change of one file, sent again and again until its outcome is known.
 *
 * @param next what the file is after it
 * @param request sends it once
 * @param repeat what can be done when the outcome of a request is not known
 */
record Change(
    FileAccount account, FileState next, Supplier<Answer> request, Repeat repeat, Kinship kinship) {

  /** What can be done when the outcome of a request is not known. */
  enum Repeat {
    /** Nothing but to ask what the file is. */
    ASK_FIRST,
    /** It is sent again as it is: that is harmless. */
    AS_IT_IS
  }

  /** What a change is to the chunks of a file. */
  enum Kinship {
    CHUNK,
    OTHER
  }

  /**
   * Carries it out.
   *
   * @throws BrokenPromiseException if an answer makes no sense
   */
  void carryOut(Inspection inspection) throws InterruptedException {
    boolean sentBefore = false;
    while (true) {
      inspection.caller().callAt(inspection.site().awaitUp());
      Answer answer = request.get();
      inspection.tally().operation();
      switch (answer) {
        case Answer.Done done -> {
          requireSense(done.body(), sentBefore);
          account.acknowledged(next);
          inspection.tally().reached(account.id(), next.stage());
          countIfChunk(inspection.tally());
          return;
        }
        case Answer.NotDone _ -> Site.backOff();
        case Answer.Unknown _ -> {
          inspection.tally().ambiguous();
          account.ambiguous(next);
          inspection.check(account);
          sentBefore = true;
          if (repeat == Repeat.AS_IT_IS) {
            countRetry(inspection.tally());
          } else {
            inspection.settle(account);
            if (account.certain().equals(next)) {
              inspection.tally().reached(account.id(), next.stage());
              countIfChunk(inspection.tally());
              return;
            }
            sentBefore = false;
          }
        }
        case Answer.Refused refused -> {
          if (next.stage() == FileState.Stage.DELETED
              && sentBefore
              && FileCalls.saysGone(refused)) {
            account.acknowledged(next);
            inspection.tally().reached(account.id(), next.stage());
            return;
          }
          throw broken("refused: " + refused);
        }
      }
    }
  }

  private void countIfChunk(Tally tally) {
    if (kinship == Kinship.CHUNK) {
      tally.acknowledgedChunk();
    }
  }

  private void countRetry(Tally tally) {
    if (kinship == Kinship.CHUNK) {
      tally.retriedWithOffset();
    }
  }

  private void requireSense(JsonNode body, boolean sentBefore) {
    if (next.stage() == FileState.Stage.DELETED) {
      return;
    }
    if (body.path("size").asLong(-1) != next.size()) {
      throw broken("answered size %s, expected %s".formatted(body.path("size"), next));
    }
    if (body.path("replayed").asBoolean() && !sentBefore) {
      throw broken("answered as a replay of what was never sent");
    }
  }

  private BrokenPromiseException broken(String text) {
    return new BrokenPromiseException(new Finding(Kind.INCONSISTENT, account.id(), text));
  }
}
