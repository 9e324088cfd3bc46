package io.piecemeal.bootstrap.cli;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.piecemeal.bootstrap.settings.StartupException;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The keys of a service that runs, through its admin API.
 *
 * @param url without a slash at its end
 * @param key with the scope {@code admin}; a secret
 */
record AdminKeyBook(URI url, String key) implements KeyBook {

  private static final JsonMapper JSON = JsonMapper.createDefault();
  private static final int PATIENCE_MILLIS = 30_000;

  /** Never with the key. */
  @Override
  public String toString() {
    return url.toString();
  }

  @Override
  public Map<String, Object> create(KeyTerms terms) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("owner", terms.owner().value());
    body.put("label", terms.label().value());
    body.put("scope", Scope.write(terms.scopes()));
    terms.lifetime().ifPresent(time -> body.put("expires_in", Math.max(1, time.toSeconds())));
    return call("POST", "", Optional.of(body)).orElseThrow(this::noApi);
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<Map<String, Object>> list() {
    Map<String, Object> answer = call("GET", "", Optional.empty()).orElseThrow(this::noApi);
    return (List<Map<String, Object>>) Objects.requireNonNull(answer.get("data"));
  }

  @Override
  public Optional<Map<String, Object>> rotate(KeyId id, Duration overlap) {
    return call("POST", "/" + id + "/rotate", Optional.of(Map.of("overlap", overlap.toSeconds())));
  }

  @Override
  public Optional<KeyId> revoke(KeyId id) {
    return call("DELETE", "/" + id, Optional.empty()).map(_ -> id);
  }

  private StartupException noApi() {
    return new StartupException(url + " has no admin API");
  }

  /** What was answered; empty for 404. */
  private Optional<Map<String, Object>> call(
      String method, String path, Optional<Map<String, Object>> body) {
    try {
      HttpURLConnection request =
          (HttpURLConnection) URI.create(url + "/admin/keys" + path).toURL().openConnection();
      request.setConnectTimeout(PATIENCE_MILLIS);
      request.setReadTimeout(PATIENCE_MILLIS);
      request.setRequestMethod(method);
      request.setRequestProperty("Authorization", "Bearer " + key);
      request.setRequestProperty("Accept", "application/json");
      if (body.isPresent()) {
        request.setRequestProperty("Content-Type", "application/json");
        request.setDoOutput(true);
        try (OutputStream out = request.getOutputStream()) {
          out.write(JSON.writeValueAsBytes(body.get()));
        }
      }
      return answer(request);
    } catch (IOException e) {
      throw new StartupException("cannot reach %s: %s".formatted(url, e), e);
    }
  }

  private Optional<Map<String, Object>> answer(HttpURLConnection request) throws IOException {
    int status = request.getResponseCode();
    if (status == HttpURLConnection.HTTP_NOT_FOUND) {
      return Optional.empty();
    }
    InputStream stream = status < 400 ? request.getInputStream() : request.getErrorStream();
    byte[] bytes = stream == null ? new byte[0] : stream.readAllBytes();
    Map<String, Object> members =
        bytes.length == 0
            ? Map.of()
            : JSON.readValue(bytes, Argument.mapOf(String.class, Object.class));
    if (status >= 400) {
      throw new StartupException(
          "%s refuses: %d %s".formatted(url, status, members.getOrDefault("detail", "")));
    }
    return Optional.of(members);
  }
}
