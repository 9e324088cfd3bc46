package io.piecemeal.http.server.call;

import io.netty.handler.codec.http.FullHttpResponse;
import io.piecemeal.application.port.in.Authorize;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.http.server.caps.BodyCaps;
import io.piecemeal.http.server.caps.RoutedPaths;
import io.piecemeal.http.server.guard.OwnerRates;
import io.piecemeal.http.server.key.NeededScopes;
import io.piecemeal.http.server.key.PresentedKeys;
import io.piecemeal.http.server.problem.BodyProblems;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.problem.SignOn;
import io.piecemeal.http.server.request.JsonHead;
import io.piecemeal.http.server.trace.LoggedCall;
import io.piecemeal.http.server.trace.RequestIds;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.MDC;

/**
 * What the framework's filters do for requests with a key and a JSON body, done for direct calls:
 * who is it, may it, do it, say so.
 */
@Singleton
public final class KeyedCalls {

  private final PresentedKeys keys;
  private final Authorize authorize;
  private final OwnerRates rates;
  private final DirectAnswers answers;
  private final DirectTimes times;
  private final ByteCount cap;
  private final RoutedPaths paths;
  private final SignOn signOn;

  KeyedCalls(
      PresentedKeys keys,
      Authorize authorize,
      OwnerRates rates,
      DirectAnswers answers,
      DirectTimes times,
      BodyCaps caps,
      RoutedPaths paths,
      SignOn signOn) {
    this.keys = keys;
    this.authorize = authorize;
    this.rates = rates;
    this.answers = answers;
    this.times = times;
    this.cap = caps.json();
    this.paths = paths;
    this.signOn = signOn;
  }

  /** What is done for a caller whose key, rate, scopes and head let the request in. */
  @FunctionalInterface
  public interface Work {
    FullHttpResponse answer(Caller caller) throws IOException, InterruptedException;
  }

  /**
   * Gives the answer, whatever happens. Nothing of the body is read before the work begins.
   *
   * @param from who sent the request
   * @param problems what a caller is told of what the work threw, unless the body could not be read
   */
  public FullHttpResponse answer(
      RouteName route,
      JsonHead head,
      SocketAddress from,
      Function<Throwable, Problem> problems,
      Work work) {
    try (MDC.MDCCloseable _ = MDC.putCloseable(RequestIds.LOGGED, head.requestId());
        MDC.MDCCloseable _ = MDC.putCloseable(LoggedCall.FROM, LoggedCall.address(from));
        MDC.MDCCloseable _ = MDC.putCloseable(LoggedCall.CREDENTIAL, "none")) {
      long start = System.nanoTime();
      String failure = DirectTimes.NO_FAILURE;
      Map<String, String> rateFields = Map.of();
      FullHttpResponse response;
      try {
        Optional<Caller> caller = head.token().flatMap(token -> keys.caller(token, from));
        if (caller.isPresent()) {
          MDC.put(LoggedCall.CREDENTIAL, caller.get().credential().toString());
          OwnerRates.Rate rate = rates.take(caller.get().owner());
          rateFields = rate.headers();
          rate.requireLeft();
          NeededScopes.of(route.method().name(), route.path())
              .ifPresent(scope -> authorize.require(caller.get(), scope));
        } else if (head.isNegotiated()) {
          throw new RequestRejected(signOn.unauthenticated(head.authorization(), route.path()));
        }
        head.requireForm(cap, paths.forms());
        response = work.answer(caller.orElseThrow());
      } catch (Throwable e) {
        // Errors too: whatever it was, the connection waits for an answer.
        failure = e.getClass().getSimpleName();
        Problem problem =
            e instanceof IOException unreadable
                ? BodyProblems.unreadable(unreadable, cap)
                : problems.apply(e);
        response = answers.refused(route.method(), head.requestId(), problem);
      }
      rateFields.forEach(response.headers()::set);
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      times.record(route, response.status().code(), failure, time);
      return response;
    }
  }
}
