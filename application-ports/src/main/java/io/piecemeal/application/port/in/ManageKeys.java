package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.ApiToken;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.KeyTerms;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes, shows, replaces and revokes API keys. */
public interface ManageKeys {
  /** Makes a key. The token is returned this once; only its hash is kept. */
  IssuedKey create(KeyTerms terms);

  /** All keys, also expired and revoked ones, oldest first. */
  List<ApiKey> list();

  /**
   * Makes another key like this one, with as long a lifetime, and lets this one expire after the
   * overlap, unless it does so earlier.
   *
   * @param overlap while which both may be used; none is possible
   * @return empty, and nothing is changed, if there is no such key or it may not be used any more
   */
  Optional<IssuedKey> rotate(KeyId key, Duration overlap);

  /** A revoked key is refused from then on. Revoking it again changes nothing. */
  Revocation revoke(KeyId key);

  /** A key that was just made, and the only sight of its token. */
  record IssuedKey(ApiToken token, ApiKey key) {}

  /** What became of a request to revoke. */
  enum Revocation {
    REVOKED,
    NO_SUCH_KEY
  }
}
