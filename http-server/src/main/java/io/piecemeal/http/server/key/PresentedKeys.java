package io.piecemeal.http.server.key;

import io.piecemeal.application.port.in.Authenticate;
import io.piecemeal.domain.access.Caller;
import jakarta.inject.Singleton;
import java.net.SocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks up the API keys that requests present, and counts those that it refuses. */
@Singleton
public final class PresentedKeys {

  private final Authenticate authenticate;
  private final RefusedKeys refused;

  PresentedKeys(Authenticate authenticate, RefusedKeys refused) {
    this.authenticate = authenticate;
    this.refused = refused;
  }

  /**
   * Who presents a key; empty if it is not valid. May take a database's answer.
   *
   * @param token what was presented as a key
   * @param from who presented it, if that is known
   */
  public Optional<Caller> caller(String token, @Nullable SocketAddress from) {
    // There may be several blanks behind the scheme (RFC 9110 section 11.4).
    Optional<Caller> caller = authenticate.authenticate(token.strip());
    if (caller.isEmpty()) {
      refused.add(token, from);
    }
    return caller;
  }
}
