package io.piecemeal.adapters.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.piecemeal.adapters.http.problem.InputNames;
import io.piecemeal.adapters.http.wire.FileView;
import io.piecemeal.application.port.in.IdempotentAnswer;
import io.piecemeal.application.port.in.IdempotentAnswer.Turn;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.StoredFile;
import java.net.URI;
import java.util.Optional;

/**
 * The header by which callers say that a request is the same as an earlier one, and its answers.
 */
final class Idempotency {

  private static final String REPLAYED = "Idempotency-Replayed";

  private Idempotency() {}

  /** The key of a request, if it has one; who sends two was turned away before. */
  static Optional<IdempotencyKey> key(HttpHeaders headers) {
    return headers.findFirst(InputNames.IDEMPOTENCY_KEY).map(IdempotencyKey::new);
  }

  /** The answer to a request without a key. */
  static MutableHttpResponse<FileView> created(StoredFile file) {
    return HttpResponse.created(FileView.of(file), URI.create("/files/" + file.id()));
  }

  /**
   * The same answer to each of several equal requests; only a header tells that it is not the
   * first.
   */
  static MutableHttpResponse<FileView> created(IdempotentAnswer answered) {
    MutableHttpResponse<FileView> response = created(answered.file());
    return answered.turn() == Turn.REPEATED ? response.header(REPLAYED, "true") : response;
  }
}
