package io.piecemeal.adapters.http.fastpath;

import io.netty.handler.codec.http.FullHttpResponse;
import io.piecemeal.adapters.http.append.ChunkAppends;
import io.piecemeal.adapters.http.problem.RefusalProblems;
import io.piecemeal.application.port.in.Authenticate;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.http.server.guard.OwnerRates;
import io.piecemeal.http.server.key.RefusedKeys;
import io.piecemeal.http.server.problem.FailureProblems;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.trace.RequestIds;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.MDC;

/** What is done for one append: who is it, may it, do it, say so. */
@Singleton
final class AppendCall {

  private final Authenticate authenticate;
  private final RefusedKeys refused;
  private final OwnerRates rates;
  private final ChunkAppends appends;
  private final AppendAnswers answers;
  private final AppendTimes times;

  AppendCall(
      Authenticate authenticate,
      RefusedKeys refused,
      OwnerRates rates,
      ChunkAppends appends,
      AppendAnswers answers,
      AppendTimes times) {
    this.authenticate = authenticate;
    this.refused = refused;
    this.rates = rates;
    this.appends = appends;
    this.answers = answers;
    this.times = times;
  }

  /**
   * Gives the answer, whatever happens. Reads nothing of the body unless the key is valid.
   *
   * @param from who sent the request
   */
  FullHttpResponse answer(AppendHead head, SocketAddress from, InputStream body) {
    try (MDC.MDCCloseable _ = MDC.putCloseable(RequestIds.LOGGED, head.requestId())) {
      long start = System.nanoTime();
      String failure = AppendTimes.NO_FAILURE;
      Map<String, String> rateFields = Map.of();
      FullHttpResponse response;
      try {
        Owner owner = caller(head, from);
        OwnerRates.Rate rate = rates.take(owner);
        rateFields = rate.headers();
        rate.requireLeft();
        response =
            answers.appended(
                head, appends.append(owner, head.file(), body, Optional.of(head.length())));
      } catch (Throwable e) {
        // Errors too: whatever it was, the connection waits for an answer.
        failure = e.getClass().getSimpleName();
        response = answers.refused(head, RefusalProblems.of(e));
      }
      rateFields.forEach(response.headers()::set);
      times.record(response.status().code(), failure, Duration.ofNanos(System.nanoTime() - start));
      return response;
    }
  }

  private Owner caller(AppendHead head, SocketAddress from) {
    return authenticate
        .authenticate(head.token())
        .orElseThrow(
            () -> {
              refused.add(head.token(), from);
              return new RequestRejected(FailureProblems.unauthenticated());
            });
  }
}
