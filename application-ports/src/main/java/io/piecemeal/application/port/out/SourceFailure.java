package io.piecemeal.application.port.out;

import io.piecemeal.domain.upload.SourceTrouble;

/** A source did not give what it was asked for. Has a reason and nothing that a source made. */
public final class SourceFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final SourceTrouble reason;

  public SourceFailure(SourceTrouble reason) {
    super(reason.name());
    this.reason = reason;
  }

  /**
   * @param cause for the log
   */
  public SourceFailure(SourceTrouble reason, Exception cause) {
    super(reason.name(), cause);
    this.reason = reason;
  }

  public SourceTrouble reason() {
    return reason;
  }
}
