package io.piecemeal.http.server.address;

import io.micronaut.http.context.ServerRequestContext;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;

/** The URL at which the request under way came in, as a trusted proxy tells. */
@Singleton
public final class CalledUrl {

  /** Of a request past the framework, which knows all others. */
  private static final ScopedValue<URI> DIRECT = ScopedValue.newInstance();

  private final ClientAddresses callers;

  CalledUrl(ClientAddresses callers) {
    this.callers = callers;
  }

  /** Empty if this thread serves no request, or no trusted proxy tells. */
  public Optional<URI> current() {
    if (DIRECT.isBound()) {
      return Optional.of(DIRECT.get());
    }
    return ServerRequestContext.currentRequest()
        .flatMap(
            request ->
                callers.url(request.getRemoteAddress(), name -> request.getHeaders().getAll(name)));
  }

  /** Does what a request that came in at this URL asks for. */
  public static <T> T during(URI url, ScopedValue.CallableOp<T, RuntimeException> work) {
    return ScopedValue.where(DIRECT, url).call(work);
  }
}
