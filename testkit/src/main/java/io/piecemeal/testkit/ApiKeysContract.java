package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static io.piecemeal.testkit.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.KeyId;
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
}
