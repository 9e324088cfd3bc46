package io.piecemeal.http.server.problem;

import io.piecemeal.domain.upload.Refusal;

/**
 * Says what the rules refused, for all dialects: an {@link ErrorForm} says the problem in the form
 * of its own. A server has one, that of the HTTP API.
 */
@FunctionalInterface
public interface RefusalForm {

  /** What a refusal is to a caller with a key. */
  Problem say(Refusal refusal);
}
