package io.piecemeal.adapters.http.append;

import io.netty.handler.codec.http.FullHttpResponse;
import io.piecemeal.adapters.http.problem.RefusalProblems;
import io.piecemeal.adapters.http.wire.Callers;
import io.piecemeal.adapters.http.wire.FileView;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.http.server.caps.BodyCaps;
import io.piecemeal.http.server.caps.RoutedPaths;
import io.piecemeal.http.server.guard.OwnerRates;
import io.piecemeal.http.server.key.PresentedKeys;
import io.piecemeal.http.server.problem.BodyProblems;
import io.piecemeal.http.server.problem.FailureProblems;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.request.JsonHead;
import io.piecemeal.http.server.trace.RequestIds;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.MDC;

/** What is done for one append: who is it, may it, do it, say so. */
@Singleton
final class AppendCall {

  private final PresentedKeys keys;
  private final OwnerRates rates;
  private final ChunkAppends appends;
  private final AppendAnswers answers;
  private final AppendTimes times;
  private final ByteCount cap;
  private final RoutedPaths paths;

  AppendCall(
      PresentedKeys keys,
      OwnerRates rates,
      ChunkAppends appends,
      AppendAnswers answers,
      AppendTimes times,
      BodyCaps caps,
      RoutedPaths paths) {
    this.keys = keys;
    this.rates = rates;
    this.appends = appends;
    this.answers = answers;
    this.times = times;
    this.cap = caps.json();
    this.paths = paths;
  }

  /**
   * Gives the answer, whatever happens. Reads nothing of the body before key, rate, head and slot
   * let it in.
   *
   * @param id names the file, perhaps
   * @param from who sent the request
   */
  FullHttpResponse answer(JsonHead head, String id, SocketAddress from, InputStream body) {
    try (MDC.MDCCloseable _ = MDC.putCloseable(RequestIds.LOGGED, head.requestId())) {
      long start = System.nanoTime();
      String failure = AppendTimes.NO_FAILURE;
      Map<String, String> rateFields = Map.of();
      FullHttpResponse response;
      try {
        Optional<Owner> caller = head.token().flatMap(token -> keys.owner(token, from));
        if (caller.isPresent()) {
          OwnerRates.Rate rate = rates.take(caller.get());
          rateFields = rate.headers();
          rate.requireLeft();
        } else if (head.isNegotiated()) {
          throw new RequestRejected(FailureProblems.unauthenticated(head.authorization()));
        }
        head.require(cap, paths.forms());
        FileView file =
            appends.append(caller.orElseThrow(), Callers.fileId(id), body, head.announced());
        response = answers.appended(head.requestId(), file);
      } catch (Throwable e) {
        // Errors too: whatever it was, the connection waits for an answer.
        failure = e.getClass().getSimpleName();
        response = answers.refused(head.requestId(), problem(e));
      }
      rateFields.forEach(response.headers()::set);
      times.record(response.status().code(), failure, Duration.ofNanos(System.nanoTime() - start));
      return response;
    }
  }

  private Problem problem(Throwable failure) {
    return failure instanceof IOException unreadable
        ? BodyProblems.unreadable(unreadable, cap)
        : RefusalProblems.of(failure);
  }
}
