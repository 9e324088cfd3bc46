package io.piecemeal.http.server.key;

import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import io.piecemeal.application.port.in.Authenticate;
import io.piecemeal.domain.access.Owner;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Answers for the API keys that arrive as Bearer tokens (RFC 6750), before anything of the body is
 * read. Looking a key up may take a database's answer, so it leaves the event loop.
 */
@Singleton
final class BearerKeys implements TokenValidator<HttpRequest<?>> {

  private final Authenticate authenticate;
  private final RefusedKeys refused;
  private final Scheduler scheduler;

  BearerKeys(
      Authenticate authenticate,
      RefusedKeys refused,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.authenticate = authenticate;
    this.refused = refused;
    this.scheduler = Schedulers.fromExecutorService(blocking);
  }

  @Override
  public Publisher<Authentication> validateToken(String token, @Nullable HttpRequest<?> request) {
    return Mono.fromCallable(() -> authenticate(token, request))
        .subscribeOn(scheduler)
        .flatMap(Mono::justOrEmpty)
        .map(owner -> Authentication.build(owner.value()));
  }

  private Optional<Owner> authenticate(String token, @Nullable HttpRequest<?> request) {
    Optional<Owner> owner = authenticate.authenticate(token);
    if (owner.isEmpty()) {
      refused.add(token, request == null ? null : request.getRemoteAddress());
    }
    return owner;
  }
}
