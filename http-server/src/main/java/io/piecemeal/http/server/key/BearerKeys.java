package io.piecemeal.http.server.key;

import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.SocketAddress;
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

  private final PresentedKeys keys;
  private final Scheduler scheduler;

  BearerKeys(PresentedKeys keys, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.keys = keys;
    this.scheduler = Schedulers.fromExecutorService(blocking);
  }

  @Override
  public Publisher<Authentication> validateToken(String token, @Nullable HttpRequest<?> request) {
    SocketAddress from = request == null ? null : request.getRemoteAddress();
    return Mono.fromCallable(() -> keys.caller(token, from))
        .subscribeOn(scheduler)
        .flatMap(Mono::justOrEmpty)
        .map(KnownCallers::authentication);
  }
}
