package io.piecemeal.adapters.openai;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.token.reader.TokenReader;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** Takes a key from where clients of other APIs put it, on the paths of those APIs only. */
@Singleton
final class ApiKeyHeaders implements TokenReader<HttpRequest<?>> {

  /** By the beginning of the path. A key in a query ends up in logs, and is taken nowhere. */
  private static final Map<String, String> HEADERS =
      Map.of("/anthropic/", "x-api-key", "/gemini/", "x-goog-api-key");

  @Override
  public Optional<String> findToken(HttpRequest<?> request) {
    return HEADERS.entrySet().stream()
        .filter(header -> request.getPath().startsWith(header.getKey()))
        .findFirst()
        .flatMap(header -> request.getHeaders().findFirst(header.getValue()));
  }
}
