package io.piecemeal.adapters.http.problem;

import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.RefusalForm;
import jakarta.inject.Singleton;

/** Has the server say refusals as the HTTP API does. */
@Singleton
final class RefusalProblemForm implements RefusalForm {

  @Override
  public Problem say(Refusal refusal) {
    return RefusalProblems.of(refusal);
  }
}
