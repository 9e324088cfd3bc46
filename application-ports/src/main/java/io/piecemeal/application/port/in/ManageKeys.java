package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.ApiToken;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.Owner;
import java.util.List;

/** Makes, shows and revokes API keys. */
public interface ManageKeys {

  /** Makes a key. The token is returned this once; only its hash is kept. */
  ApiToken create(Owner owner);

  /** All keys, also revoked ones, oldest first. */
  List<ApiKey> list();

  /** A revoked key is refused from then on. Revoking it again changes nothing. */
  Revocation revoke(KeyId key);

  /** What became of a request to revoke. */
  enum Revocation {
    REVOKED,
    NO_SUCH_KEY
  }
}
