package io.piecemeal.application.access;

import io.piecemeal.application.object.Digests;
import io.piecemeal.application.port.in.Authenticate;
import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.ApiToken;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.Sha256;
import java.util.List;
import java.util.Optional;

/** Keys that the service itself made and keeps by their hashes. */
public final class StoredKeys implements Authenticate, ManageKeys {

  private final ApiKeys keys;
  private final Ids ids;

  public StoredKeys(ApiKeys keys, Ids ids) {
    this.keys = keys;
    this.ids = ids;
  }

  @Override
  public Optional<Owner> authenticate(String text) {
    return ApiToken.parse(text)
        .flatMap(token -> keys.find(token.id()))
        .filter(key -> isHeldBy(key, text))
        .map(ApiKey::owner);
  }

  private static boolean isHeldBy(ApiKey key, String text) {
    Sha256 presented = Digests.sha256(text);
    return Digests.equal(key.tokenHash(), presented) && !key.isRevoked();
  }

  @Override
  public ApiToken create(Owner owner) {
    ApiToken token = ids.nextToken();
    keys.add(token.id(), owner, Digests.sha256(token.reveal()));
    return token;
  }

  @Override
  public List<ApiKey> list() {
    return keys.list();
  }

  @Override
  public Revocation revoke(KeyId key) {
    return keys.revoke(key).isPresent() ? Revocation.REVOKED : Revocation.NO_SUCH_KEY;
  }
}
