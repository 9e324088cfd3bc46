package io.piecemeal.adapters.http.problem;

import io.piecemeal.domain.upload.Input;

/** What inputs are called in requests: members of their JSON and, for one of them, a header. */
public final class InputNames {

  /** The header by which a caller says that a request is the same as an earlier one. */
  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private InputNames() {}

  static String of(Input input) {
    return input == Input.IDEMPOTENCY_KEY ? IDEMPOTENCY_KEY : input.word();
  }
}
