package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.storage.StorageFailure;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ApiKeys} does. */
public abstract class ApiKeysContract {

  private static final KeyId ONE = new KeyId("key00001");
  private static final KeyId TWO = new KeyId("key00002");

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

  @BeforeEach
  final void startWithoutKeys() {
    keys = noKeys();
  }

  @Test
  final void anAddedKeyIsFoundAsItWasReturned() {
    ApiKey key = keys.add(ONE, ALICE, digest(1));

    assertThat(key.id()).isEqualTo(ONE);
    assertThat(key.owner()).isEqualTo(ALICE);
    assertThat(key.tokenHash()).isEqualTo(digest(1));
    assertThat(key.isRevoked()).isFalse();
    assertThat(keys.find(ONE)).contains(key);
  }

  @Test
  final void timesAreKeptInMicroseconds() {
    ApiKey key = keys.add(ONE, ALICE, digest(1));

    assertThat(key.createdAt()).isEqualTo(key.createdAt().truncatedTo(ChronoUnit.MICROS));
  }

  @Test
  final void anUnknownKeyIsNotFound() {
    assertThat(keys.find(ONE)).isEmpty();
  }

  @Test
  final void aKeyIsFoundAsSoonAsItIsAddedAlsoByWhoLookedForItBefore() {
    assertThat(keys.find(ONE)).isEmpty();

    ApiKey key = keys.add(ONE, ALICE, digest(1));

    assertThat(keys.find(ONE)).contains(key);
  }

  @Test
  final void noKeysAreAnEmptyList() {
    assertThat(keys.list()).isEmpty();
  }

  @Test
  final void keysAreListedOldestFirst() {
    ApiKey older = keys.add(TWO, ALICE, digest(1));
    ApiKey newer = keys.add(ONE, BOB, digest(2));

    assertThat(keys.list()).isEqualTo(List.of(older, newer));
  }

  @Test
  final void aRevokedKeyIsFoundAsRevokedAtOnce() {
    ApiKey key = keys.add(ONE, ALICE, digest(1));
    assertThat(keys.find(ONE)).contains(key);

    ApiKey revoked = keys.revoke(ONE).orElseThrow();

    assertThat(revoked.isRevoked()).isTrue();
    assertThat(revoked.owner()).isEqualTo(ALICE);
    assertThat(revoked.tokenHash()).isEqualTo(digest(1));
    assertThat(keys.find(ONE)).contains(revoked);
    assertThat(keys.list()).containsExactly(revoked);
  }

  @Test
  final void revokingAKeyAgainChangesNothing() {
    keys.add(ONE, ALICE, digest(1));
    Optional<ApiKey> revoked = keys.revoke(ONE);

    assertThat(keys.revoke(ONE)).isEqualTo(revoked);
  }

  @Test
  final void revokingOneKeyLeavesTheOthers() {
    keys.add(ONE, ALICE, digest(1));
    ApiKey other = keys.add(TWO, ALICE, digest(2));

    keys.revoke(ONE);

    assertThat(keys.find(TWO)).contains(other);
  }

  @Test
  final void anUnknownKeyCannotBeRevoked() {
    assertThat(keys.revoke(ONE)).isEmpty();
  }

  @Test
  final void keysAreThereWhenTheyAreOpenedAgain() {
    ApiKey key = keys.add(ONE, ALICE, digest(1));
    keys.add(TWO, BOB, digest(2));
    ApiKey revoked = keys.revoke(TWO).orElseThrow();
    ApiKeys reopened = Offer.of(reopened(), "these keys end with their process");

    assertThat(reopened.find(ONE)).contains(key);
    assertThat(reopened.list()).containsExactly(key, revoked);
  }

  @Test
  final void keysThatCannotBeReachedAreNotTakenForUnknown() {
    ApiKeys unreachable = Offer.of(unreachable(), "this fixture has no keys out of reach");

    assertThatThrownBy(() -> unreachable.find(ONE)).isInstanceOf(StorageFailure.Unavailable.class);
    assertThatThrownBy(unreachable::list).isInstanceOf(StorageFailure.Unavailable.class);
    assertThatThrownBy(() -> unreachable.revoke(ONE))
        .isInstanceOf(StorageFailure.Unavailable.class);
    assertThatThrownBy(() -> unreachable.add(ONE, ALICE, digest(1)))
        .isInstanceOf(StorageFailure.Unavailable.class);
  }
}
