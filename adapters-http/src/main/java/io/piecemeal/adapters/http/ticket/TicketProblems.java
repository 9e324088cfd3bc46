package io.piecemeal.adapters.http.ticket;

import io.piecemeal.adapters.http.problem.RefusalProblems;
import io.piecemeal.domain.upload.Input;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import java.io.IOException;

/** Says refusals to the holder of a ticket, who can make none of the calls that need a key. */
final class TicketProblems {

  private TicketProblems() {}

  /** What is done for the holder of a ticket. */
  @FunctionalInterface
  interface Work<R> {
    R done() throws IOException;
  }

  static <R> R forHolder(Work<R> work) throws IOException {
    try {
      return work.done();
    } catch (UploadRejected e) {
      throw new RequestRejected(problem(e));
    }
  }

  private static Problem problem(UploadRejected rejected) {
    return switch (rejected.refusal()) {
      case Refusal.EmptyChunk _ ->
          Problem.of(
              ProblemKind.EMPTY_CHUNK, "Send the bytes of the file as the body: curl -T FILE.");
      // Where it comes from Content-Length, no body is longer.
      case Refusal.InvalidField field when field.input() == Input.LENGTH ->
          RequestRejected.invalidField("Content-Range", "the body is longer than that").problem();
      // How much the owner has, and may have, is told to who has its key.
      case Refusal.QuotaExceeded _ ->
          Problem.of(
              ProblemKind.QUOTA_EXCEEDED,
              "The owner of this upload has no room for these bytes; nothing was stored.");
      case Refusal other -> RefusalProblems.of(other).withoutNext();
    };
  }
}
