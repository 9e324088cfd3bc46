package io.piecemeal.http.server.key;

import io.micronaut.context.BeanProvider;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import io.piecemeal.application.port.in.Authorize;
import io.piecemeal.application.port.in.Authorize.Attempted;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.http.server.address.ClientAddresses;
import io.piecemeal.http.server.route.Routes;
import io.piecemeal.http.server.trace.LoggedCall;
import io.piecemeal.http.server.trace.RequestIds;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.MDC;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Answers for the API keys that arrive as Bearer tokens (RFC 6750), and refuses what they are not
 * for, before anything of the body is read. Looking a key up may take a database's answer, and a
 * refusal is written down, so it leaves the event loop.
 */
@Singleton
final class BearerKeys implements TokenValidator<HttpRequest<?>> {

  private final PresentedKeys keys;
  private final Authorize authorize;
  private final NeededScopes scopes;
  private final BeanProvider<Routes> routes;
  private final ClientAddresses callers;
  private final Scheduler scheduler;

  /**
   * @param routes asked for with the first refusal, since the routes are known only then
   */
  BearerKeys(
      PresentedKeys keys,
      Authorize authorize,
      NeededScopes scopes,
      BeanProvider<Routes> routes,
      ClientAddresses callers,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.keys = keys;
    this.authorize = authorize;
    this.scopes = scopes;
    this.routes = routes;
    this.callers = callers;
    this.scheduler = Schedulers.fromExecutorService(blocking);
  }

  @Override
  public Publisher<Authentication> validateToken(String token, @Nullable HttpRequest<?> request) {
    return Mono.fromCallable(() -> caller(token, request))
        .subscribeOn(scheduler)
        .flatMap(Mono::justOrEmpty)
        .map(KnownCallers::authentication);
  }

  private Optional<Caller> caller(String token, @Nullable HttpRequest<?> request) {
    if (request == null) {
      return keys.caller(token, null);
    }
    SocketAddress from = callers.address(request);
    try (MDC.MDCCloseable _ = MDC.putCloseable(RequestIds.LOGGED, RequestIds.of(request));
        MDC.MDCCloseable _ = MDC.putCloseable(LoggedCall.FROM, LoggedCall.address(from))) {
      Optional<Caller> caller = keys.caller(token, from);
      caller.ifPresent(known -> require(known, request));
      return caller;
    }
  }

  private void require(Caller caller, HttpRequest<?> request) {
    String credential = caller.credential().toString();
    try (MDC.MDCCloseable _ = MDC.putCloseable(LoggedCall.CREDENTIAL, credential)) {
      scopes
          .of(request.getMethodName(), request.getPath())
          .ifPresent(scope -> authorize.require(caller, scope, () -> attempt(request)));
    }
  }

  private Attempted attempt(HttpRequest<?> request) {
    return routes.get().attempt(request.getMethodName(), request.getUri().toString());
  }
}
