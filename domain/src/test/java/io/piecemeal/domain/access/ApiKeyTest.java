package io.piecemeal.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.piecemeal.domain.storage.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {

  private static final Owner ALICE = new Owner("alice");
  private static final Instant NOW = Instant.parse("2026-04-13T05:32:04Z");
  private static final Instant LATER = NOW.plusSeconds(60);

  private static ApiKey key(Optional<Instant> expiresAt) {
    return ApiKey.made(
        new KeyId("abcd1234"), KeyTerms.of(ALICE), Sha256.of(new byte[32]), NOW, expiresAt);
  }

  @Test
  void aKeyThatDoesNotExpireMayBeUsedUntilItIsRevoked() {
    ApiKey key = key(Optional.empty());
    assertThat(key.mayStillBeUsed(LATER)).isTrue();
    ApiKey revoked = key.revoked(LATER);
    assertThat(revoked.isRevoked()).isTrue();
    assertThat(revoked.mayStillBeUsed(NOW)).isFalse();
    assertThat(revoked.revoked(LATER.plusSeconds(1))).isEqualTo(revoked);
  }

  @Test
  void anExpiringKeyMayBeUsedBeforeItsEnd() {
    ApiKey key = key(Optional.of(LATER));
    assertThat(key.mayStillBeUsed(LATER.minusNanos(1))).isTrue();
    assertThat(key.mayStillBeUsed(LATER)).isFalse();
  }

  @Test
  void theEndOfAKeyOnlyComesNearer() {
    assertThat(key(Optional.empty()).expiring(LATER).expiresAt()).contains(LATER);
    assertThat(key(Optional.of(LATER)).expiring(LATER.plusSeconds(1)).expiresAt()).contains(LATER);
    assertThat(key(Optional.of(LATER)).expiring(NOW).expiresAt()).contains(NOW);
    assertThat(key(Optional.empty()).expiring(NOW.minusSeconds(1)).expiresAt()).contains(NOW);
  }

  @Test
  void theLastUseOnlyBecomesLater() {
    ApiKey used = key(Optional.empty()).used(LATER);
    assertThat(used.lastUsedAt()).contains(LATER);
    assertThat(used.used(NOW)).isEqualTo(used);
    assertThat(used.used(LATER.plusSeconds(1)).lastUsedAt()).contains(LATER.plusSeconds(1));
  }

  @Test
  void aKeyHasAScopeAndDoesNotEndBeforeItBegins() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyTerms(ALICE, KeyLabel.NONE, Set.of(), Optional.empty()))
        .withMessage("a key has at least one scope");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new KeyTerms(ALICE, KeyLabel.NONE, Scope.OF_FILES, Optional.of(Duration.ZERO)))
        .withMessage("a key lives for some time");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> key(Optional.of(NOW.minusNanos(1))))
        .withMessage("a key expires before it is made");
    assertThatIllegalArgumentException().isThrownBy(ApiKeyTest::withoutScope);
  }

  private static ApiKey withoutScope() {
    ApiKey key = key(Optional.empty());
    return new ApiKey(
        key.id(),
        ALICE,
        KeyLabel.NONE,
        Set.of(),
        key.tokenHash(),
        NOW,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void scopesAreWrittenInTheirOrderAndReadAgain() {
    Set<Scope> scopes = EnumSet.of(Scope.ADMIN, Scope.READ);
    assertThat(Scope.write(scopes)).isEqualTo("read admin");
    assertThat(Scope.read("admin read")).isEqualTo(scopes);
    assertThat(Scope.OF_FILES).doesNotContain(Scope.ADMIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Read", "read  write", "read,write", "all"})
  void whatIsNoScopeIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scope.read(text))
        .withMessageEndingWith("is not a scope; there are: read write delete admin");
  }

  @Test
  void aLabelIsShortAndPrintable() {
    assertThat(new KeyLabel("x".repeat(64))).hasToString("x".repeat(64));
    for (String wrong : new String[] {"x".repeat(65), "a\nb", "\u007f", "\u202e"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new KeyLabel(wrong));
    }
  }

  @Test
  void aCallerMayWhatItsScopesSay() {
    Caller caller = new Caller(ALICE, new Credential.FixedKey(), Set.of(Scope.WRITE));
    assertThat(caller.may(Scope.WRITE)).isTrue();
    assertThat(caller.may(Scope.READ)).isFalse();
  }

  @Test
  void aCredentialIsShownWithoutItsSecret() {
    assertThat(new Credential.StoredKey(new KeyId("abcd1234"))).hasToString("abcd1234");
    assertThat(new Credential.FixedKey()).hasToString("fixed");
    assertThat(new Credential.SignedToken("a.B_9-")).hasToString("token:a.B_9-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\n", "ä"})
  void aSignedTokenIsKnownByPlainCharacters(String text) {
    assertThat(Credential.SignedToken.isId(text)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Credential.SignedToken(text))
        .withMessage("the id of a token has 1 to 64 of [A-Za-z0-9._-]");
  }

  @Test
  void theIdOfASignedTokenHasAtMost64Characters() {
    assertThat(Credential.SignedToken.isId("x".repeat(64))).isTrue();
    assertThat(Credential.SignedToken.isId("x".repeat(65))).isFalse();
  }
}
