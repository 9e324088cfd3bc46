package io.piecemeal.adapters.mcp.answer;

import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.adapters.mcp.elicit.NotSent;
import io.piecemeal.adapters.mcp.lines.MisplacedLine;
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
      case NotSent e -> of(e);
      case MisplacedLine e ->
          ToolError.of("offset_mismatch", e.sentence())
              .with("size", e.size().value())
              .next(NextTool.rewind(e.file(), e.start(), e.size()));
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

  /** No call to make next: that is for the person to say. */
  private static ToolError of(NotSent refused) {
    ToolError error =
        switch (refused.action()) {
          case DECLINE ->
              ToolError.of("declined", "the person declined to send it" + kept(refused));
          case ACCEPT, CANCEL ->
              ToolError.of(
                  "cancelled", "the person closed the question without an answer" + kept(refused));
        };
    refused
        .left()
        .ifPresent(
            file -> error.with("file_id", file.id().value()).with("size", file.size().value()));
    return error;
  }

  private static String kept(NotSent refused) {
    return refused
        .left()
        .map(
            file ->
                "; %s bytes had come and are kept: upload_cancel deletes the file %s."
                    .formatted(file.size(), file.id()))
        .orElse(
            "; the page is closed and nothing is kept. Ask in words before you call this again.");
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
