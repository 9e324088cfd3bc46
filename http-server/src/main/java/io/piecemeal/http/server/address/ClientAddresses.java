package io.piecemeal.http.server.address;

import io.netty.handler.codec.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which address is a caller's, and at which URL it called: its own connection tells, unless that
 * comes from a trusted proxy, which does.
 */
@Singleton
public final class ClientAddresses {

  private static final Set<String> SCHEMES = Set.of("http", "https");

  /** A host as URLs have it, and perhaps a port. */
  private static final Pattern AUTHORITY =
      Pattern.compile("(?<name>[A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");

  private final TrustedProxies proxies;
  private final AllowedHosts hosts;

  public ClientAddresses(TrustedProxies proxies, AllowedHosts hosts) {
    this.proxies = proxies;
    this.hosts = hosts;
  }

  /** Whether its connections are those of many callers. */
  public boolean isProxy(@Nullable SocketAddress peer) {
    return proxies.contain(peer);
  }

  /**
   * The address of the caller: the first one, from the right, that is no trusted proxy's. Where the
   * way cannot be read, or a proxy hides its caller, it is the address of the last proxy that can
   * be told.
   *
   * @param peer of the connection, null if it is not known
   * @param fields the values of a header field, by its name
   */
  public @Nullable SocketAddress address(
      @Nullable SocketAddress peer, Function<String, List<String>> fields) {
    SocketAddress caller = peer;
    if (proxies.contain(peer)) {
      for (Hop hop : Hop.all(fields).reversed()) {
        Optional<InetSocketAddress> before = hop.address();
        if (before.isEmpty()) {
          break;
        }
        caller = before.get();
        if (!proxies.contain(caller)) {
          break;
        }
      }
    }
    return caller;
  }

  /** As for any request. */
  public @Nullable SocketAddress address(io.micronaut.http.HttpRequest<?> request) {
    return address(request.getRemoteAddress(), name -> request.getHeaders().getAll(name));
  }

  /** As for any request; a direct one comes from a connection that has a peer. */
  public SocketAddress address(SocketAddress peer, HttpRequest request) {
    SocketAddress caller = address(peer, request.headers()::getAll);
    return caller == null ? peer : caller;
  }

  /**
   * Where the caller reaches the service, as the proxy says: scheme and authority. Empty without a
   * trusted proxy, if it does not say, and if the host is not one that is served.
   *
   * @param peer of the connection, null if it is not known
   * @param fields the values of a header field, by its name
   */
  public Optional<URI> url(@Nullable SocketAddress peer, Function<String, List<String>> fields) {
    if (!proxies.contain(peer)) {
      return Optional.empty();
    }
    List<Hop> hops = Hop.all(fields);
    if (hops.isEmpty()) {
      return Optional.empty();
    }
    Hop last = hops.getLast();
    Optional<String> host = last.host().or(() -> fields.apply("Host").stream().findFirst());
    return last.proto()
        .filter(SCHEMES::contains)
        .flatMap(scheme -> host.filter(this::isServed).map(name -> scheme + "://" + name))
        .map(URI::create);
  }

  private boolean isServed(String authority) {
    var matcher = AUTHORITY.matcher(authority);
    return matcher.matches() && hosts.contains(matcher.group("name"));
  }
}
