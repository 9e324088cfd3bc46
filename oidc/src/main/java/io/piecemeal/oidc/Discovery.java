package io.piecemeal.oidc;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/** Finds what an issuer publishes as OpenID Connect Discovery 1.0 says. */
final class Discovery {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long MAX_BYTES = 256 << 10;
  private static final int OK = 200;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final String issuer;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @param issuer as it calls itself in its tokens
   * @throws IllegalArgumentException unless it is an https URL, or an http one of this machine
   */
  Discovery(String issuer) {
    this.issuer = issuer;
    requireSafe(URI.create(issuer));
  }

  /** Its keys, as they are now. */
  List<JsonWebKey> keys() throws IssuerUnavailable {
    return read(
        "keys",
        () -> List.copyOf(new JsonWebKeySet(get(safe(metadata(), "jwks_uri"))).getJsonWebKeys()));
  }

  /** Where people sign on. */
  SignOnEndpoints endpoints() throws IssuerUnavailable {
    return read(
        "endpoints",
        () -> {
          Map<String, Object> metadata = metadata();
          return new SignOnEndpoints(
              safe(metadata, "authorization_endpoint"),
              safe(metadata, "token_endpoint"),
              metadata.containsKey("end_session_endpoint")
                  ? Optional.of(safe(metadata, "end_session_endpoint"))
                  : Optional.empty());
        });
  }

  private interface Reading<T> {
    T read() throws IOException, JoseException, InterruptedException, IssuerUnavailable;
  }

  private <T> T read(String what, Reading<T> reading) throws IssuerUnavailable {
    try {
      return reading.read();
    } catch (IOException | JoseException | IllegalArgumentException e) {
      throw new IssuerUnavailable("no %s of %s: %s".formatted(what, issuer, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IssuerUnavailable("interrupted", e);
    }
  }

  private Map<String, Object> metadata()
      throws IOException, JoseException, InterruptedException, IssuerUnavailable {
    Map<String, Object> metadata =
        JsonUtil.parseJson(
            get(URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration")));
    if (!issuer.equals(metadata.get("issuer"))) {
      throw new IssuerUnavailable("%s calls itself %s".formatted(issuer, metadata.get("issuer")));
    }
    return metadata;
  }

  private static URI safe(Map<String, Object> metadata, String name) {
    URI url = URI.create(String.valueOf(metadata.get(name)));
    requireSafe(url);
    return url;
  }

  private String get(URI target) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(PATIENCE)
            .header("Accept", "application/json")
            .build();
    HttpResponse<String> response = answer(request);
    if (response.statusCode() != OK) {
      throw new IOException("%s was answered with %d".formatted(target, response.statusCode()));
    }
    return response.body();
  }

  /** Within the patience for all of it: the client's own timeout ends with the head. */
  private HttpResponse<String> answer(HttpRequest request)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_BYTES));
    try {
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("%s was not answered within %s".formatted(request.uri(), PATIENCE), e);
    } catch (ExecutionException e) {
      throw new IOException("%s was not answered".formatted(request.uri()), e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  /** Who can change what is said on the way makes keys, and so tokens. */
  private static void requireSafe(URI url) {
    boolean safe =
        "https".equals(url.getScheme())
            || ("http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost()));
    if (!safe || url.getHost() == null) {
      throw new IllegalArgumentException("'%s' is not an https URL".formatted(url));
    }
  }
}
