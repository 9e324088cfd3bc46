package io.piecemeal.adapters.tus;

import io.piecemeal.http.server.problem.ErrorForm;
import io.piecemeal.http.server.problem.Problem;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Errors with the version of the protocol, which each of its answers has: also those that are given
 * before a request is routed.
 */
@Singleton
public final class TusErrors implements ErrorForm {

  @Override
  public boolean speaks(String path) {
    return path.equals(Tus.PATH) || path.startsWith(Tus.PATH + "/");
  }

  @Override
  public Said say(Problem problem, Call call) {
    Map<String, Object> members = new LinkedHashMap<>(problem.members());
    members.put("request_id", call.requestId());
    return new Said(
        problem.kind().status(),
        members,
        Map.of("Content-Type", "application/problem+json", Tus.RESUMABLE, Tus.VERSION));
  }
}
