package io.piecemeal.application.access;

import io.piecemeal.application.object.Digests;
import io.piecemeal.application.port.in.Authenticate;
import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.ApiToken;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Credential;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.KeyTerms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Keys that the service itself made and keeps by their hashes. */
public final class StoredKeys implements Authenticate, ManageKeys {
  private final ApiKeys keys;
  private final Ids ids;
  private final InstantSource clock;
  private final KeyUses uses;

  public StoredKeys(ApiKeys keys, Ids ids, InstantSource clock, KeyUses uses) {
    this.keys = keys;
    this.ids = ids;
    this.clock = clock;
    this.uses = uses;
  }

  @Override
  public Optional<Caller> authenticate(String text) {
    Instant now = clock.instant();
    Optional<ApiKey> held =
        ApiToken.parse(text)
            .flatMap(token -> keys.find(token.id()))
            .filter(key -> Digests.equal(key.tokenHash(), Digests.sha256(text)))
            .filter(key -> key.mayStillBeUsed(now));
    held.ifPresent(key -> uses.note(key.id(), now));
    return held.map(
        key -> new Caller(key.owner(), new Credential.StoredKey(key.id()), key.scopes()));
  }

  @Override
  public IssuedKey create(KeyTerms terms) {
    ApiToken token = ids.nextToken();
    Instant now = clock.instant();
    ApiKey key =
        ApiKey.made(
            token.id(),
            terms,
            Digests.sha256(token.reveal()),
            now,
            terms.lifetime().map(now::plus));
    return new IssuedKey(token, keys.add(key));
  }

  @Override
  public List<ApiKey> list() {
    return keys.list();
  }

  @Override
  public Optional<IssuedKey> rotate(KeyId id, Duration overlap) {
    Instant now = clock.instant();
    Optional<IssuedKey> next =
        keys.find(id).filter(key -> key.mayStillBeUsed(now)).map(key -> create(like(key)));
    // After the new one is there: whatever fails in between, one of them may be used.
    next.ifPresent(_ -> keys.expire(id, now.plus(overlap)));
    return next;
  }

  private static KeyTerms like(ApiKey key) {
    return new KeyTerms(
        key.owner(),
        key.label(),
        key.scopes(),
        key.expiresAt().map(end -> Duration.between(key.createdAt(), end)));
  }

  @Override
  public Revocation revoke(KeyId key) {
    return keys.revoke(key, clock.instant()).isPresent()
        ? Revocation.REVOKED
        : Revocation.NO_SUCH_KEY;
  }
}
