package io.piecemeal.client;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * How a client reaches its service. Immutable.
 *
 * @param url of the service, http or https, perhaps with a path
 * @param key gives the API key or access token; asked before each request, so that it may change
 * @param patience how long a call is repeated without progress before it fails
 * @param requestTimeout how long one request may take, and how long a download may bring nothing
 * @param tls whom to trust where the JDK's own certificates are not enough
 */
public record ClientOptions(
    URI url,
    Supplier<String> key,
    Duration patience,
    Duration requestTimeout,
    Optional<SSLContext> tls) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(2);

  /**
   * Checks the URL.
   *
   * @throws IllegalArgumentException if it is not one of http or https, or has more than a path
   */
  public ClientOptions {
    Objects.requireNonNull(key);
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https"))
        || url.getHost() == null
        || url.getRawUserInfo() != null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "not the URL of a service, such as https://files.example.org/prefix");
    }
    if (patience.isNegative() || requestTimeout.isNegative() || requestTimeout.isZero()) {
      throw new IllegalArgumentException("a time that is not positive");
    }
    url = URI.create(url.toString().replaceFirst("/+$", ""));
  }

  /** With the usual times: two minutes each. */
  public static ClientOptions of(URI url, String key) {
    return of(url, () -> key);
  }

  /** The same with a key that may change. */
  public static ClientOptions of(URI url, Supplier<String> key) {
    return new ClientOptions(url, key, PATIENCE, REQUEST_TIMEOUT, Optional.empty());
  }

  /** The same, repeating calls for so long. */
  public ClientOptions withPatience(Duration longest) {
    return new ClientOptions(url, key, longest, requestTimeout, tls);
  }

  /** The same, giving up a request after so long. */
  public ClientOptions withRequestTimeout(Duration longest) {
    return new ClientOptions(url, key, patience, longest, tls);
  }

  /** The same, trusting whom this context trusts. */
  public ClientOptions withTls(SSLContext context) {
    return new ClientOptions(url, key, patience, requestTimeout, Optional.of(context));
  }

  /** Never with the key. */
  @Override
  public String toString() {
    return url.toString();
  }
}
