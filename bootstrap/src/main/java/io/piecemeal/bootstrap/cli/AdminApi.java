package io.piecemeal.bootstrap.cli;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.piecemeal.bootstrap.settings.ServiceUrl;
import io.piecemeal.bootstrap.settings.Setting;
import io.piecemeal.bootstrap.settings.StartupException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The admin API of a service that runs.
 *
 * @param url without a slash at its end
 * @param key with the scope {@code admin}; a secret
 */
record AdminApi(URI url, String key) {

  private static final JsonMapper JSON = JsonMapper.createDefault();
  private static final int PATIENCE_MILLIS = 30_000;
  private static final String ADMIN_KEY = "PIECEMEAL_ADMIN_KEY";

  /**
   * The one at an address, with the key of the environment.
   *
   * @param url as the option {@code --url} has it
   * @return empty if none is named
   * @throws StartupException if that is no address, or there is no key
   */
  static Optional<AdminApi> at(String url) {
    try {
      return Setting.read("--url", url.strip(), ServiceUrl::parse)
          .map(service -> new AdminApi(service, adminKey(service)));
    } catch (IllegalArgumentException e) {
      throw new StartupException(e.getMessage() + "; see --help of the command", e);
    }
  }

  private static String adminKey(URI service) {
    String key = System.getenv().getOrDefault(ADMIN_KEY, "").strip();
    if (key.isEmpty()) {
      throw new StartupException(
          ("no key for %s: put one with the scope admin into %s. That service is asked because"
                  + " PIECEMEAL_URL or --url names it; with --url '', or after unset PIECEMEAL_URL,"
                  + " keys and gc work on the database here")
              .formatted(service, ADMIN_KEY));
    }
    return key;
  }

  /** Never with the key. */
  @Override
  public String toString() {
    return url.toString();
  }

  StartupException absent() {
    return new StartupException(
        url
            + " has no admin API: is this the port of callers, and the API on the one that"
            + " PIECEMEAL_MANAGEMENT_PORT names there?");
  }

  /**
   * What was answered; empty for 404.
   *
   * @param path below {@code /admin}, with a slash before it
   */
  Optional<Map<String, Object>> call(
      String method, String path, Optional<Map<String, Object>> body) {
    try {
      HttpURLConnection request =
          (HttpURLConnection) URI.create(url + "/admin" + path).toURL().openConnection();
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
