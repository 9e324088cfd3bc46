package io.piecemeal.http.server.call;

import io.micronaut.context.BeanProvider;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.piecemeal.application.port.in.Authorize;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.http.server.access.AccessLog;
import io.piecemeal.http.server.caps.BodyCaps;
import io.piecemeal.http.server.caps.RoutedPaths;
import io.piecemeal.http.server.direct.AnswerStream;
import io.piecemeal.http.server.guard.OwnerRates;
import io.piecemeal.http.server.key.NeededScopes;
import io.piecemeal.http.server.key.PresentedKeys;
import io.piecemeal.http.server.problem.BodyProblems;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.RequestRejected;
import io.piecemeal.http.server.problem.SignOn;
import io.piecemeal.http.server.request.JsonHead;
import io.piecemeal.http.server.route.Routes;
import io.piecemeal.http.server.trace.LoggedCall;
import io.piecemeal.http.server.trace.RequestIds;
import io.piecemeal.http.server.trace.RequestTraces;
import io.piecemeal.http.server.trace.RequestTraces.RequestTrace;
import io.piecemeal.http.server.trace.TraceFields;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What the framework's filters do for requests with a key and a JSON body, done for direct calls:
 * who is it, may it, do it, say so.
 */
@Singleton
public final class KeyedCalls {

  private final PresentedKeys keys;
  private final Authorize authorize;
  private final NeededScopes scopes;
  private final BeanProvider<Routes> routes;
  private final OwnerRates rates;
  private final DirectAnswers answers;
  private final DirectTimes times;
  private final ByteCount cap;
  private final RoutedPaths paths;
  private final SignOn signOn;
  private final AccessLog access;
  private final @Nullable RequestTraces traces;

  /**
   * @param routes asked for with the first refusal, since the routes are known only then
   */
  KeyedCalls(
      PresentedKeys keys,
      Authorize authorize,
      NeededScopes scopes,
      BeanProvider<Routes> routes,
      OwnerRates rates,
      DirectAnswers answers,
      DirectTimes times,
      BodyCaps caps,
      RoutedPaths paths,
      SignOn signOn,
      AccessLog access,
      @Nullable RequestTraces traces) {
    this.traces = traces;
    this.access = access;
    this.keys = keys;
    this.authorize = authorize;
    this.scopes = scopes;
    this.routes = routes;
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
    FullHttpResponse answer(Caller caller, AnswerStream stream)
        throws IOException, InterruptedException;
  }

  /**
   * Gives the answer, whatever happens. Nothing of the body is read before the work begins.
   *
   * @param from who sent the request
   * @param problems what a caller is told of what the work threw, unless the body could not be read
   * @param stream for what the work says before its answer
   */
  public FullHttpResponse answer(
      RouteName route,
      JsonHead head,
      SocketAddress from,
      Function<Throwable, Problem> problems,
      AnswerStream stream,
      Work work) {
    if (traces == null) {
      return answerUntraced(route, head, from, problems, stream, work);
    }
    RequestTrace trace =
        traces.begin(
            route.method().name(),
            route.path(),
            TraceFields.of(name -> head.field(name).orElse(null)));
    try (MDC.MDCCloseable _ = MDC.putCloseable(TraceFields.LOGGED, trace.id());
        RequestTraces.Place _ = trace.enter()) {
      FullHttpResponse response = answerUntraced(route, head, from, problems, stream, work);
      trace.end(response.status().code());
      return response;
    }
  }

  private FullHttpResponse answerUntraced(
      RouteName route,
      JsonHead head,
      SocketAddress from,
      Function<Throwable, Problem> problems,
      AnswerStream stream,
      Work work) {
    try (MDC.MDCCloseable _ = MDC.putCloseable(RequestIds.LOGGED, head.requestId());
        MDC.MDCCloseable _ = MDC.putCloseable(LoggedCall.FROM, LoggedCall.address(from));
        MDC.MDCCloseable _ = MDC.putCloseable(LoggedCall.CREDENTIAL, "none")) {
      long start = System.nanoTime();
      String failure = DirectTimes.NO_FAILURE;
      Map<String, String> rateFields = Map.of();
      FullHttpResponse response;
      Optional<Caller> caller = Optional.empty();
      try {
        Optional<Caller> presented = head.token().flatMap(token -> keys.caller(token, from));
        caller = presented;
        if (presented.isPresent()) {
          MDC.put(LoggedCall.CREDENTIAL, presented.get().credential().toString());
          OwnerRates.Rate rate = rates.take(presented.get().owner());
          rateFields = rate.headers();
          rate.requireLeft();
          scopes
              .of(route.method().name(), route.path())
              .ifPresent(
                  scope ->
                      authorize.require(
                          presented.get(),
                          scope,
                          () -> routes.get().attempt(route.method().name(), head.target())));
        } else if (head.isNegotiated()) {
          throw new RequestRejected(signOn.unauthenticated(head.authorization(), route.path()));
        }
        head.requireForm(cap, paths.forms());
        Caller known = presented.orElseThrow();
        response = work.answer(known, noting(stream, known, rateFields));
      } catch (Throwable e) {
        // Errors too: whatever it was, the connection waits for an answer.
        failure = e.getClass().getSimpleName();
        Problem problem =
            e instanceof IOException unreadable
                ? BodyProblems.unreadable(unreadable, cap)
                : signOn.challenging(problems.apply(e), e, route.path());
        response = answers.refused(route.method(), head.requestId(), problem);
      }
      rateFields.forEach(response.headers()::set);
      access.note(caller, response);
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      times.record(route, response.status().code(), failure, time);
      return response;
    }
  }

  /** A head that is sent before the answer has the fields that an answer has. */
  private AnswerStream noting(AnswerStream stream, Caller caller, Map<String, String> rateFields) {
    return new AnswerStream() {
      @Override
      public boolean start(HttpResponse head) {
        rateFields.forEach(head.headers()::set);
        access.note(Optional.of(caller), head);
        return stream.start(head);
      }

      @Override
      public void send(byte[] piece) {
        stream.send(piece);
      }
    };
  }
}
