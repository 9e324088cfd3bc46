package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.KeyLabel;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.StorageFailure;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ApiKeys} does. */
public abstract class ApiKeysContract {

  private static final KeyId ONE = new KeyId("key00001");
  private static final KeyId TWO = new KeyId("key00002");

  private static final Instant MADE = Instant.parse("2026-04-13T05:32:04.123456789Z");
  private static final Instant KEPT = Instant.parse("2026-04-13T05:32:04.123456Z");
  private static final Instant LATER = KEPT.plusSeconds(3600);

  private ApiKeys keys;

  protected ApiKeysContract() {}

  /** A store without keys; called before each test. */
  protected abstract ApiKeys noKeys();

  /** The same keys as a process finds them that starts when all others have ended. */
  protected Optional<ApiKeys> reopened() {
    return Optional.empty();
  }

  /** Keys that cannot be reached. */
  protected Optional<ApiKeys> unreachable() {
    return Optional.empty();
  }

  private static ApiKey key(KeyId id, Owner owner, int digest) {
    return ApiKey.made(id, KeyTerms.of(owner), digest(digest), MADE, Optional.empty());
  }

  @BeforeEach
  final void startWithoutKeys() {
    keys = noKeys();
  }

  @Test
  final void anAddedKeyIsFoundAsItWasReturned() {
    KeyTerms terms =
        new KeyTerms(
            ALICE,
            new KeyLabel("nightly ~ \"export\""),
            EnumSet.of(Scope.READ, Scope.ADMIN),
            Optional.empty());
    ApiKey key = keys.add(ApiKey.made(ONE, terms, digest(1), MADE, Optional.of(LATER)));
    assertThat(key.id()).isEqualTo(ONE);
    assertThat(key.owner()).isEqualTo(ALICE);
    assertThat(key.label()).isEqualTo(terms.label());
    assertThat(key.scopes()).isEqualTo(terms.scopes());
    assertThat(key.tokenHash()).isEqualTo(digest(1));
    assertThat(key.expiresAt()).contains(LATER);
    assertThat(key.isRevoked()).isFalse();
    assertThat(key.lastUsedAt()).isEmpty();
    assertThat(keys.find(ONE)).contains(key);
  }

  @Test
  final void timesAreKeptInMicroseconds() {
    keys.add(ApiKey.made(ONE, KeyTerms.of(ALICE), digest(1), MADE, Optional.of(MADE)));
    keys.used(ONE, MADE);
    ApiKey key = keys.revoke(ONE, MADE).orElseThrow();
    assertThat(key.createdAt()).isEqualTo(KEPT);
    assertThat(key.expiresAt()).contains(KEPT);
    assertThat(key.revokedAt()).contains(KEPT);
    assertThat(key.lastUsedAt()).contains(KEPT);
  }

  @Test
  final void anIdIsUsedOnce() {
    keys.add(key(ONE, ALICE, 1));
    assertThatThrownBy(() -> keys.add(key(ONE, BOB, 2))).isInstanceOf(RuntimeException.class);
    assertThat(keys.list()).extracting(ApiKey::owner).containsExactly(ALICE);
  }

  @Test
  final void anUnknownKeyIsNotFound() {
    assertThat(keys.find(ONE)).isEmpty();
  }

  @Test
  final void aKeyIsFoundAsSoonAsItIsAddedAlsoByWhoLookedForItBefore() {
    assertThat(keys.find(ONE)).isEmpty();

    ApiKey key = keys.add(key(ONE, ALICE, 1));

    assertThat(keys.find(ONE)).contains(key);
  }

  @Test
  final void noKeysAreAnEmptyList() {
    assertThat(keys.list()).isEmpty();
  }

  @Test
  final void keysAreListedOldestFirst() {
    ApiKey older = keys.add(key(TWO, ALICE, 1));
    ApiKey newer = keys.add(ApiKey.made(ONE, KeyTerms.of(BOB), digest(2), LATER, Optional.empty()));

    assertThat(keys.list()).isEqualTo(List.of(older, newer));
  }

  @Test
  final void aRevokedKeyIsFoundAsRevokedAtOnce() {
    ApiKey key = keys.add(key(ONE, ALICE, 1));
    assertThat(keys.find(ONE)).contains(key);

    ApiKey revoked = keys.revoke(ONE, LATER).orElseThrow();

    assertThat(revoked.isRevoked()).isTrue();
    assertThat(revoked.owner()).isEqualTo(ALICE);
    assertThat(revoked.tokenHash()).isEqualTo(digest(1));
    assertThat(keys.find(ONE)).contains(revoked);
    assertThat(keys.list()).containsExactly(revoked);
  }

  @Test
  final void revokingAKeyAgainChangesNothing() {
    keys.add(key(ONE, ALICE, 1));
    Optional<ApiKey> revoked = keys.revoke(ONE, LATER);

    assertThat(keys.revoke(ONE, LATER.plusSeconds(1))).isEqualTo(revoked);
    assertThat(revoked.orElseThrow().revokedAt()).contains(LATER);
  }

  @Test
  final void anExpiringKeyIsFoundSoAtOnceAndNeverExpiresLaterAgain() {
    keys.add(key(ONE, ALICE, 1));
    assertThat(keys.find(ONE).orElseThrow().expiresAt()).isEmpty();

    ApiKey expiring = keys.expire(ONE, LATER).orElseThrow();
    assertThat(expiring.expiresAt()).contains(LATER);
    assertThat(keys.find(ONE)).contains(expiring);
    assertThat(keys.expire(ONE, LATER.plusSeconds(1))).contains(expiring);
    Optional<ApiKey> earlier = keys.expire(ONE, LATER.minusSeconds(1));
    assertThat(earlier.orElseThrow().expiresAt()).contains(LATER.minusSeconds(1));
    assertThat(keys.expire(TWO, LATER)).isEmpty();
  }

  @Test
  final void aKeyDoesNotExpireBeforeItWasMade() {
    keys.add(key(ONE, ALICE, 1));

    ApiKey expired = keys.expire(ONE, KEPT.minusSeconds(1)).orElseThrow();
    assertThat(expired.expiresAt()).contains(KEPT);
  }

  @Test
  final void theLastUseIsListedAndNeverAnEarlierOne() {
    keys.add(key(ONE, ALICE, 1));
    keys.used(ONE, LATER);
    keys.used(ONE, LATER.minusSeconds(1));
    assertThat(keys.list()).extracting(ApiKey::lastUsedAt).containsExactly(Optional.of(LATER));

    keys.used(TWO, LATER);
    assertThat(keys.list()).hasSize(1);
  }

  @Test
  final void revokingOneKeyLeavesTheOthers() {
    keys.add(key(ONE, ALICE, 1));
    ApiKey other = keys.add(key(TWO, ALICE, 2));

    keys.revoke(ONE, LATER);

    assertThat(keys.find(TWO)).contains(other);
  }

  @Test
  final void anUnknownKeyCannotBeRevoked() {
    assertThat(keys.revoke(ONE, LATER)).isEmpty();
  }

  @Test
  final void keysAreThereWhenTheyAreOpenedAgain() {
    ApiKey key = keys.add(key(ONE, ALICE, 1));
    keys.add(key(TWO, BOB, 2));
    ApiKey revoked = keys.revoke(TWO, LATER).orElseThrow();
    ApiKeys reopened = Offer.of(reopened(), "these keys end with their process");

    assertThat(reopened.find(ONE)).contains(key);
    assertThat(reopened.list()).containsExactly(key, revoked);
  }

  @Test
  final void keysThatCannotBeReachedAreNotTakenForUnknown() {
    ApiKeys unreachable = Offer.of(unreachable(), "this fixture has no keys out of reach");

    assertThatThrownBy(() -> unreachable.find(ONE)).isInstanceOf(StorageFailure.Unavailable.class);
    assertThatThrownBy(unreachable::list).isInstanceOf(StorageFailure.Unavailable.class);
    assertThatThrownBy(() -> unreachable.revoke(ONE, LATER))
        .isInstanceOf(StorageFailure.Unavailable.class);
    assertThatThrownBy(() -> unreachable.expire(ONE, LATER))
        .isInstanceOf(StorageFailure.Unavailable.class);
    assertThatThrownBy(() -> unreachable.used(ONE, LATER))
        .isInstanceOf(StorageFailure.Unavailable.class);
    assertThatThrownBy(() -> unreachable.add(key(ONE, ALICE, 1)))
        .isInstanceOf(StorageFailure.Unavailable.class);
  }
}
