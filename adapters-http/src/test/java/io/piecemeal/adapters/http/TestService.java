package io.piecemeal.adapters.http;

import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.runtime.server.EmbeddedServer;
import io.piecemeal.application.port.in.Authenticate;
import io.piecemeal.application.port.in.Authorize;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Credential;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Permission;
import io.piecemeal.http.server.access.AccessLines;
import io.piecemeal.http.server.address.AllowedHosts;
import io.piecemeal.http.server.address.PublicUrl;
import io.piecemeal.http.server.address.TrustedProxies;
import io.piecemeal.http.server.guard.RequestGuards;
import io.piecemeal.http.server.netty.AllowedOrigins;
import io.piecemeal.http.server.netty.ConnectionLimits;
import io.piecemeal.http.server.netty.PageOrigins;
import io.piecemeal.http.server.problem.SignOn;
import io.piecemeal.testkit.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** This API at a port of its own, on the real use cases, and these on fakes. */
public final class TestService implements AutoCloseable {

  /** Keys are named like their owners; this one may only read what Alice has. */
  public static final String READER = "reader";

  private final ApplicationContext context;
  private final EmbeddedServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  public TestService() {
    context =
        ApplicationContext.builder()
            .banner(false)
            .deduceEnvironment(false)
            .environmentPropertySource(false)
            .properties(
                Map.of(
                    "micronaut.server.port",
                    -1,
                    "micronaut.security.reject-not-found",
                    false,
                    "micronaut.serde.serialization.inclusion",
                    "NON_NULL"))
            .singletons(ofServer())
            .singletons(FakedUseCases.all())
            .start();
    server = context.getBean(EmbeddedServer.class).start();
  }

  /** What settings say elsewhere. */
  private static Object[] ofServer() {
    Authenticate keys = TestService::caller;
    Authorize scopes = (caller, scope, _) -> Permission.require(caller, scope);
    PublicUrl url = () -> URI.create("https://files.example.org");
    Duration patience = Duration.ofMinutes(1);
    return new Object[] {
      keys,
      scopes,
      url,
      new RequestGuards(OptionalInt.empty(), 10, ByteCount.ZERO, patience),
      new SignOn.Issuers(Optional.empty()),
      new AllowedHosts(Set.of()),
      new PageOrigins(new AllowedOrigins(Set.of()), Optional.empty()),
      TrustedProxies.in(List.of()),
      new ConnectionLimits(100, 100, 100, patience, patience),
      AccessLines.LEFT_OUT
    };
  }

  private static Optional<Caller> caller(String key) {
    return switch (key) {
      case "alice", "bob" ->
          Optional.of(new Caller(new Owner(key), new Credential.FixedKey(), Scope.OF_FILES));
      case READER ->
          Optional.of(new Caller(Samples.ALICE, new Credential.FixedKey(), Set.of(Scope.READ)));
      default -> Optional.empty();
    };
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** What a caller got. */
  public record Answer(int status, Map<String, Object> members, HttpResponse<byte[]> response) {

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /** Sends JSON, or no body where it is empty. */
  public Answer call(String key, String method, String path, String json) {
    return call(key, method, path, json, "Content-Type", "application/json");
  }

  public Answer call(String key, String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.getURI().resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + key);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      boolean json =
          response.headers().firstValue("Content-Type").orElse("").contains("json")
              && response.body().length > 0;
      return new Answer(
          response.statusCode(),
          json
              ? bean(JsonMapper.class)
                  .readValue(response.body(), Argument.mapOf(String.class, Object.class))
              : Map.of(),
          response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    context.close();
  }
}
