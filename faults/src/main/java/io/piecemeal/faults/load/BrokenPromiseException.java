package io.piecemeal.faults.load;

import io.piecemeal.faults.account.Finding;

/** What a file is makes no sense any more; its client goes on with another one. */
final class BrokenPromiseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  BrokenPromiseException(Finding finding) {
    super(finding.toString());
    this.finding = finding;
  }

  Finding finding() {
    return finding;
  }
}
