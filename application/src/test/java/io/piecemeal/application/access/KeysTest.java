package io.piecemeal.application.access;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.piecemeal.application.object.Digests;
import io.piecemeal.application.port.in.ManageKeys.Revocation;
import io.piecemeal.domain.access.ApiKey;
import io.piecemeal.domain.access.ApiToken;
import io.piecemeal.domain.access.KeyId;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.testkit.InMemoryApiKeys;
import io.piecemeal.testkit.SequentialIds;
import io.piecemeal.testkit.TestClock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who a caller is: by the keys of the configuration, and by those that were made. */
final class KeysTest {

  private static final String ALICES = "alice".repeat(7);
  private static final String BOBS = "bob.".repeat(8);

  private final InMemoryApiKeys keys = new InMemoryApiKeys(new TestClock());
  private final StoredKeys stored = new StoredKeys(keys, new SequentialIds());

  @Test
  void aFixedKeyBelongsToItsOwner() {
    FixedKeys fixed = new FixedKeys(Map.of(ALICE, ALICES, BOB, BOBS));

    assertThat(fixed.authenticate(ALICES)).contains(ALICE);
    assertThat(fixed.authenticate(BOBS)).contains(BOB);
    assertThat(fixed.authenticate(BOBS + "x")).isEmpty();
    assertThat(fixed.authenticate(BOBS.substring(1))).isEmpty();
    assertThat(fixed.authenticate("")).isEmpty();
  }

  @Test
  void withoutFixedKeysNobodyIsKnown() {
    assertThat(new FixedKeys(Map.of()).authenticate(ALICES)).isEmpty();
  }

  @Test
  void aFixedKeyHasAtLeast32CharactersAndIsNotShownIfItHasFewer() {
    assertThat(new FixedKeys(Map.of(BOB, BOBS)).authenticate(BOBS)).contains(BOB);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FixedKeys(Map.of(BOB, BOBS.substring(1))))
        .withMessage("the key of bob has 31 characters; it needs at least 32");
  }

  @Test
  void twoOwnersCannotHaveTheSameFixedKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FixedKeys(Map.of(ALICE, ALICES, BOB, ALICES)))
        .withMessage("two owners have the same key");
  }

  @Test
  void aKeyThatWasMadeBelongsToItsOwner() {
    ApiToken alices = stored.create(ALICE);
    ApiToken bobs = stored.create(BOB);

    assertThat(stored.authenticate(alices.reveal())).contains(ALICE);
    assertThat(stored.authenticate(bobs.reveal())).contains(BOB);
  }

  @Test
  void onlyTheHashOfAKeyIsKept() {
    ApiToken token = stored.create(ALICE);

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
    ApiToken token = stored.create(ALICE);
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
    ApiToken revoked = stored.create(ALICE);
    ApiToken other = stored.create(ALICE);

    assertThat(stored.revoke(revoked.id())).isEqualTo(Revocation.REVOKED);
    assertThat(stored.revoke(revoked.id())).isEqualTo(Revocation.REVOKED);

    assertThat(stored.authenticate(revoked.reveal())).isEmpty();
    assertThat(stored.authenticate(other.reveal())).contains(ALICE);
    assertThat(stored.list()).extracting(ApiKey::isRevoked).containsExactly(true, false);
  }

  @Test
  void aKeyThatIsNotThereCannotBeRevoked() {
    assertThat(stored.revoke(new KeyId("abcd1234"))).isEqualTo(Revocation.NO_SUCH_KEY);
  }

  @Test
  void aMistypedKeyIsRefusedWithoutALookUp() {
    StoredKeys unreachable = new StoredKeys(new UnreachableApiKeys(), new SequentialIds());
    String good = stored.create(ALICE).reveal();
    String mistyped = good.substring(0, good.length() - 1) + (good.endsWith("0") ? "1" : "0");

    assertThat(unreachable.authenticate(mistyped)).isEmpty();
    assertThat(unreachable.authenticate("")).isEmpty();
    assertThatExceptionOfType(StorageFailure.Unavailable.class)
        .isThrownBy(() -> unreachable.authenticate(good));
  }
}
