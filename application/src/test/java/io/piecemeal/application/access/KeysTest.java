package io.piecemeal.application.access;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.piecemeal.application.object.Digests;
import io.piecemeal.application.port.in.Authenticate;
import io.piecemeal.application.port.in.ManageKeys.IssuedKey;
import io.piecemeal.application.port.in.ManageKeys.Revocation;
import io.piecemeal.application.port.out.ApiKeys;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.ApiToken;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Credential;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.access.KeyLabel;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.InMemoryApiKeys;
import io.piecemeal.testkit.SequentialIds;
import io.piecemeal.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who a caller is: by the keys of the configuration, and by those that were made. */
final class KeysTest {

  private static final String ALICES = "alice".repeat(7);
  private static final String BOBS = "bob.".repeat(8);

  private final InMemoryApiKeys keys = new InMemoryApiKeys();
  private final TestClock clock = new TestClock();
  private final List<Runnable> aside = new ArrayList<>();
  private final StoredKeys stored = stored(keys, new SequentialIds());

  private StoredKeys stored(ApiKeys keys, Ids ids) {
    return new StoredKeys(keys, ids, clock, new KeyUses(keys, aside::add));
  }

  private ApiToken create(Owner owner) {
    return stored.create(KeyTerms.of(owner)).token();
  }

  private static FixedKeys.Given given(String key) {
    return new FixedKeys.Given(key, Scope.OF_FILES);
  }

  private static Optional<Owner> owner(Authenticate keys, String token) {
    return keys.authenticate(token).map(Caller::owner);
  }

  @Test
  void aFixedKeyBelongsToItsOwner() {
    FixedKeys fixed = new FixedKeys(Map.of(ALICE, given(ALICES), BOB, given(BOBS)));

    assertThat(owner(fixed, ALICES)).contains(ALICE);
    assertThat(owner(fixed, BOBS)).contains(BOB);
    assertThat(fixed.authenticate(BOBS + "x")).isEmpty();
    assertThat(fixed.authenticate(BOBS.substring(1))).isEmpty();
    assertThat(fixed.authenticate("")).isEmpty();
  }

  @Test
  void aFixedKeyIsShownByItsScopesAlone() {
    assertThat(new FixedKeys.Given(ALICES, Set.of(Scope.READ))).hasToString("Given[READ]");
  }

  @Test
  void withoutFixedKeysNobodyIsKnown() {
    assertThat(new FixedKeys(Map.of()).authenticate(ALICES)).isEmpty();
  }

  @Test
  void aFixedKeyHasAtLeast32CharactersAndIsNotShownIfItHasFewer() {
    assertThat(owner(new FixedKeys(Map.of(BOB, given(BOBS))), BOBS)).contains(BOB);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FixedKeys(Map.of(BOB, given(BOBS.substring(1)))))
        .withMessage("the key of bob has 31 characters; it needs at least 32");
  }

  @Test
  void twoOwnersCannotHaveTheSameFixedKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FixedKeys(Map.of(ALICE, given(ALICES), BOB, given(ALICES))))
        .withMessage("two owners have the same key");
  }

  @Test
  void aKeyThatWasMadeBelongsToItsOwner() {
    ApiToken alices = create(ALICE);
    ApiToken bobs = create(BOB);

    assertThat(owner(stored, alices.reveal())).contains(ALICE);
    assertThat(owner(stored, bobs.reveal())).contains(BOB);
  }

  @Test
  void onlyTheHashOfAKeyIsKept() {
    ApiToken token = create(ALICE);

    assertThat(keys.list())
        .singleElement()
        .satisfies(
            key -> {
              assertThat(key.id()).isEqualTo(token.id());
              assertThat(key.owner()).isEqualTo(ALICE);
              assertThat(key.tokenHash()).isEqualTo(Digests.sha256(token.reveal()));
            });
  }

  @Test
  void aKeyWithTheIdOfAnotherIsNotTakenForIt() {
    ApiToken token = create(ALICE);
    ApiToken forged = ApiToken.of(token.id(), new byte[ApiToken.SECRET_BYTES]);

    assertThat(forged.reveal()).isNotEqualTo(token.reveal());
    assertThat(stored.authenticate(forged.reveal())).isEmpty();
  }

  @Test
  void aKeyThatWasNeverMadeIsRefused() {
    ApiToken unknown = new SequentialIds(7).nextToken();

    assertThat(stored.authenticate(unknown.reveal())).isEmpty();
  }

  @Test
  void aRevokedKeyIsRefusedAndOthersAreNot() {
    ApiToken revoked = create(ALICE);
    ApiToken other = create(ALICE);

    assertThat(stored.revoke(revoked.id())).isEqualTo(Revocation.REVOKED);
    assertThat(stored.revoke(revoked.id())).isEqualTo(Revocation.REVOKED);

    assertThat(stored.authenticate(revoked.reveal())).isEmpty();
    assertThat(owner(stored, other.reveal())).contains(ALICE);
    assertThat(stored.list()).extracting(ApiKey::isRevoked).containsExactly(true, false);
  }

  @Test
  void aKeyThatIsNotThereCannotBeRevoked() {
    assertThat(stored.revoke(new KeyId("abcd1234"))).isEqualTo(Revocation.NO_SUCH_KEY);
  }

  @Test
  void aMistypedKeyIsRefusedWithoutALookUp() {
    StoredKeys unreachable = stored(new UnreachableApiKeys(), new SequentialIds());
    String good = create(ALICE).reveal();
    String mistyped = good.substring(0, good.length() - 1) + (good.endsWith("0") ? "1" : "0");

    assertThat(unreachable.authenticate(mistyped)).isEmpty();
    assertThat(unreachable.authenticate("")).isEmpty();
    assertThatExceptionOfType(StorageFailure.Unavailable.class)
        .isThrownBy(() -> unreachable.authenticate(good));
  }

  @Test
  void aKeyMayDoWhatItIsFor() {
    FixedKeys fixed =
        new FixedKeys(Map.of(ALICE, new FixedKeys.Given(ALICES, Set.of(Scope.ADMIN))));
    Caller byFixed = fixed.authenticate(ALICES).orElseThrow();
    assertThat(byFixed.scopes()).containsExactly(Scope.ADMIN);
    assertThat(byFixed.credential()).isEqualTo(new Credential.FixedKey());
    IssuedKey issued = stored.create(terms(Set.of(Scope.READ), Optional.empty()));
    Caller byStored = stored.authenticate(issued.token().reveal()).orElseThrow();
    assertThat(byStored.scopes()).containsExactly(Scope.READ);
    assertThat(byStored.credential()).isEqualTo(new Credential.StoredKey(issued.key().id()));
    assertThat(stored.list()).containsExactly(issued.key());
  }

  private static KeyTerms terms(Set<Scope> scopes, Optional<Duration> lifetime) {
    return new KeyTerms(ALICE, new KeyLabel("export"), scopes, lifetime);
  }

  @Test
  void aKeyIsRefusedFromTheMomentThatItExpires() {
    String token =
        stored.create(terms(Scope.OF_FILES, Optional.of(Duration.ofDays(1)))).token().reveal();
    clock.advance(Duration.ofDays(1).minusNanos(1000));
    assertThat(owner(stored, token)).contains(ALICE);
    clock.advance(Duration.ofNanos(1000));
    assertThat(owner(stored, token)).isEmpty();
  }

  @Test
  void aRotatedKeyAndTheNextAreBothGoodWhileTheyOverlap() {
    IssuedKey old = stored.create(terms(Set.of(Scope.READ), Optional.of(Duration.ofDays(30))));
    clock.advance(Duration.ofDays(10));
    IssuedKey next = stored.rotate(old.key().id(), Duration.ofHours(1)).orElseThrow();
    assertThat(next.key().owner()).isEqualTo(ALICE);
    assertThat(next.key().label()).isEqualTo(old.key().label());
    assertThat(next.key().scopes()).containsExactly(Scope.READ);
    assertThat(next.key().expiresAt()).contains(next.key().createdAt().plus(Duration.ofDays(30)));
    assertThat(owner(stored, old.token().reveal())).contains(ALICE);
    assertThat(owner(stored, next.token().reveal())).contains(ALICE);
    clock.advance(Duration.ofHours(1));
    assertThat(owner(stored, old.token().reveal())).isEmpty();
    assertThat(owner(stored, next.token().reveal())).contains(ALICE);
  }

  @Test
  void whatMayNotBeUsedAnyMoreIsNotRotated() {
    KeyId revoked = create(ALICE).id();
    stored.revoke(revoked);
    assertThat(stored.rotate(revoked, Duration.ZERO)).isEmpty();
    assertThat(stored.rotate(new KeyId("abcd1234"), Duration.ZERO)).isEmpty();
    assertThat(stored.list()).hasSize(1);
  }

  @Test
  void theUseOfAKeyIsWrittenDownAsideOnceAMinute() {
    String token = create(ALICE).reveal();
    Instant first = clock.instant().truncatedTo(ChronoUnit.MICROS);
    stored.authenticate(token);
    clock.advance(Duration.ofSeconds(59));
    stored.authenticate(token);
    assertThat(stored.list()).extracting(ApiKey::lastUsedAt).containsExactly(Optional.empty());
    assertThat(aside).hasSize(1);
    aside.removeFirst().run();
    assertThat(stored.list()).extracting(ApiKey::lastUsedAt).containsExactly(Optional.of(first));
    clock.advance(Duration.ofSeconds(1));
    stored.authenticate(token);
    assertThat(aside).hasSize(1);
  }

  @Test
  void aRefusedKeyIsNotUsed() {
    ApiToken token = create(ALICE);
    stored.authenticate(ApiToken.of(token.id(), new byte[ApiToken.SECRET_BYTES]).reveal());
    stored.revoke(token.id());
    stored.authenticate(token.reveal());
    assertThat(aside).isEmpty();
  }
}
