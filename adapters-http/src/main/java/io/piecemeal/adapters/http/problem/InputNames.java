package io.piecemeal.adapters.http.problem;

import io.piecemeal.domain.upload.Input;

/** What inputs are called in requests: members of their JSON and, for one of them, a header. */
final class InputNames {

  private InputNames() {}

  static String of(Input input) {
    return input == Input.IDEMPOTENCY_KEY ? "Idempotency-Key" : input.word();
  }
}
