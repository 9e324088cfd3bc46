package io.piecemeal.adapters.mcp.answer;

import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.guard.Overloaded;
import io.piecemeal.http.server.problem.StorageFailureLog;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says to an agent what a use case, or the check of its arguments, threw. */
public final class ToolErrors {

  private static final Logger LOG = LoggerFactory.getLogger(ToolErrors.class);

  private ToolErrors() {}

  /** Logs what is the service's fault, and gives what the agent is told. */
  public static ToolError of(Exception failure) {
    return switch (failure) {
      case UploadRejected e -> RefusalToolErrors.of(e.refusal());
      case ArgumentRejected e -> of(e);
      case Overloaded e ->
          ToolError.of(
                  "unavailable",
                  OverloadAdvice.of(e.overload()) + " Make the same call again in a second.")
              .with("retryable", true)
              .next(FailedCall::again);
      case StorageFailure e -> {
        StorageFailureLog.add(e);
        yield RefusalToolErrors.of(e);
      }
      case IOException e -> {
        LOG.debug("a file changed while it was read", e);
        yield ToolError.of(
                "unavailable", "the file was changed while it was read; make the same call again.")
            .with("retryable", true)
            .next(FailedCall::again);
      }
      default -> {
        LOG.error("a call failed unexpectedly", failure);
        yield ToolError.of("internal_error", "the failure was logged with this request's id.");
      }
    };
  }

  private static ToolError of(ArgumentRejected rejected) {
    ToolError error = ToolError.of(rejected.code(), rejected.sentence());
    rejected.facts().forEach(error::with);
    return error.next(failed -> mended(failed, rejected));
  }

  /** The same call with what is known to mend it. */
  private static NextTool mended(FailedCall failed, ArgumentRejected rejected) {
    return switch (rejected.mend()) {
      case ArgumentRejected.Mend.Left left -> failed.againWithout(left.name());
      case ArgumentRejected.Mend.Value known ->
          failed.with(Map.of(known.name(), known.value())).again();
      case ArgumentRejected.Mend.Name other ->
          failed.renaming(rejected.field(), other.name()).again();
    };
  }
}
