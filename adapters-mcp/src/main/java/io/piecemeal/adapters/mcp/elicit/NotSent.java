package io.piecemeal.adapters.mcp.elicit;

import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.mcp.protocol.revision.ClientInput.Action;
import java.util.Optional;

/**
 * A person did not send the file that they were asked for. Carries no stack trace: it is an answer.
 */
public final class NotSent extends RuntimeException {

  private final Action action;
  private final transient Optional<StoredFile> left;

  private NotSent(Action action, Optional<StoredFile> left) {
    super("the file was not sent", null, false, false);
    this.action = action;
    this.left = left;
  }

  static NotSent leavingNothing(Action action) {
    return new NotSent(action, Optional.empty());
  }

  /** Some of the file had come by then, and is kept. */
  static NotSent leaving(Action action, StoredFile left) {
    return new NotSent(action, Optional.of(left));
  }

  public Action action() {
    return action;
  }

  /** The upload as far as it had come; empty if it was cancelled. */
  public Optional<StoredFile> left() {
    return left;
  }
}
