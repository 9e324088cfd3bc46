package io.piecemeal.adapters.openai.anthropic;

import io.micronaut.http.HttpRequest;
import io.micronaut.security.token.reader.TokenReader;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Takes a key from where Anthropic's older clients put it, on the paths of their API only. */
@Singleton
final class ApiKeyHeader implements TokenReader<HttpRequest<?>> {

  private static final String HEADER = "x-api-key";

  @Override
  public Optional<String> findToken(HttpRequest<?> request) {
    return request.getPath().startsWith("/anthropic/")
        ? request.getHeaders().findFirst(HEADER)
        : Optional.empty();
  }
}
