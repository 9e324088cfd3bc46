package io.piecemeal.domain.upload;

/**
 * A request that the rules refuse. It changed nothing. Carries no stack trace: it is an answer, not
 * a fault of the program.
 */
public final class UploadRejected extends RuntimeException {

  private final transient Refusal refusal;

  public UploadRejected(Refusal refusal) {
    super(refusal.toString(), null, false, false);
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }
}
