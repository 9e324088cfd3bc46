package io.piecemeal.adapters.mcp.answer;

import io.piecemeal.domain.refusal.Code;
import io.piecemeal.domain.refusal.Explanation;
import io.piecemeal.domain.refusal.Fact;
import io.piecemeal.domain.refusal.NextStep;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Input;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Ticket;
import java.util.Locale;
import java.util.Map;

/** Says refusals and failures so that an agent can act: facts, and the call to make next. */
final class RefusalToolErrors {

  private RefusalToolErrors() {}

  static ToolError of(Refusal refusal) {
    return said(Explanation.of(refusal), RefusalAdvice.of(refusal));
  }

  static ToolError of(StorageFailure failure) {
    return said(Explanation.of(failure), RefusalAdvice.of(failure));
  }

  private static ToolError said(Explanation explanation, String sentence) {
    Code code = explanation.code();
    ToolError error = ToolError.of(code.name().toLowerCase(Locale.ROOT), sentence);
    explanation.facts().forEach(fact -> add(error, fact));
    if (code.retry() == Code.Retry.MAY_SUCCEED || code == Code.OUTCOME_UNKNOWN) {
      error.with("retryable", code.retry() == Code.Retry.MAY_SUCCEED);
    }
    return explanation.next() instanceof NextStep.AskOperator
        ? error
        : error.next(failed -> next(explanation.next(), failed));
  }

  private static void add(ToolError error, Fact fact) {
    switch (fact.name()) {
      case END -> error.with("size", fact.value()).with("next_offset", fact.value());
      case SIZE -> error.with("size", fact.value());
      case LAST_SIZE -> error.with("last_size", fact.value());
      case BYTES_DIFFER -> error.with("bytes_differ", fact.value());
      case FIELD, ARGUMENT -> error.with("field", ((Input) fact.value()).word());
      case MAX_CHUNK_BYTES -> error.with("max_chunk_bytes", fact.value());
      case MAX_FILE_BYTES -> error.with("max_file_bytes", fact.value());
      case EXPECTED_SHA256 -> error.with("expected_sha256", fact.value());
      case ACTUAL_SHA256 -> error.with("actual_sha256", fact.value());
      case EXPECTED_SIZE -> error.with("expected_size", fact.value());
      case NEAREST_BOUNDARY -> error.with("nearest_boundary", fact.value());
      case TICKET -> error.with("ticket", TicketFacts.of((Ticket) fact.value()));
      case RESOURCE -> error.with("resource", fact.value());
      case NEEDED_SCOPE -> error.with("needed_scope", fact.value());
      case LIMIT -> error.with("limit", fact.value());
      case USED -> error.with("used", fact.value());
      case FINDING -> error.with("finding", fact.value());
      case LEAST_CHARGE_BYTES, OWNER_SHARE, SHARED_LIMIT -> {
        // The sentence says it.
      }
    }
  }

  private static NextTool next(NextStep step, FailedCall failed) {
    return switch (step) {
      case NextStep.Begin _ -> NextTool.create();
      case NextStep.BeginOrFind _, NextStep.FindFiles _ -> NextTool.list();
      case NextStep.Look s -> NextTool.status(s.file());
      case NextStep.LookAtWhatWasMeant _, NextStep.StayBelowLimit _ -> failed.look();
      case NextStep.Read s -> NextTool.read(s.file());
      case NextStep.Compare _ -> failed.read();
      case NextStep.ImportAgain s -> failed.againInto(s.file());
      case NextStep.GoOn s ->
          failed.arguments().containsKey("lines")
              ? failed.with(Map.of("file_id", s.file().value(), "offset", s.size().value())).again()
              : NextTool.append(s.file(), s.size());
      case NextStep.StartOver s -> NextTool.rewind(s.file(), ByteCount.ZERO, s.size());
      case NextStep.CutBack s -> NextTool.rewind(s.file(), s.target(), s.size());
      case NextStep.CutAtBoundary s -> failed.again().with("to_size", s.boundary().value());
      case NextStep.SendAgain _, NextStep.AskOperator _ -> failed.again();
      case NextStep.Correct s -> failed.againWithout(s.input().word());
      case NextStep.SendSmallerChunks _ -> inSmallerChunks(failed);
      case NextStep.AwaitHolder s -> NextTool.waiting(s.file());
      case NextStep.IssueTicket s -> NextTool.ticket(s.file());
      case NextStep.AsOwner s -> next(s.step(), failed);
    };
  }

  /** A text that is too long for one call is begun anew, in chunks. */
  private static NextTool inSmallerChunks(FailedCall failed) {
    return failed.tool().equals("upload_append") ? failed.againWithout("data") : NextTool.create();
  }
}
