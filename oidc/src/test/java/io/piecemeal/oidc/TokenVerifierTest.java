package io.piecemeal.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which tokens are taken, and what an issuer is asked for. */
class TokenVerifierTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final PublicJsonWebKey RSA = key("rsa");
  private static final PublicJsonWebKey OTHER = key("other");
  private static final PublicJsonWebKey IMPOSTOR = key("rsa");

  private final AtomicLong nanos = new AtomicLong();
  private IssuerServer issuer;
  private TokenVerifier verifier;

  @BeforeEach
  void start() throws IOException {
    issuer = new IssuerServer();
    issuer.publish(RSA);
    verifier =
        new TokenVerifier(
            issuer.url(),
            Set.of("https://files.example.org", IssuerServer.AUDIENCE),
            new Discovery(issuer.url())::keys,
            () -> NOW,
            nanos::get);
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void eachOfTheThreeAlgorithmsIsTaken() throws Exception {
    PublicJsonWebKey ec = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    ec.setKeyId("ec");
    PublicJsonWebKey ed = OkpJwkGenerator.generateJwk("Ed25519");
    ed.setKeyId("ed");
    issuer.publish(RSA, ec, ed);
    for (Map.Entry<String, PublicJsonWebKey> pair :
        Map.of("RS256", RSA, "ES256", ec, "EdDSA", ed).entrySet()) {
      String token = IssuerServer.sign(issuer.claims(NOW), pair.getKey(), pair.getValue());
      assertThat(TokenVerifier.isToken(token)).isTrue();
      assertThat(verifier.verify(token).text("sub")).contains("alice");
    }
    assertThat(issuer.asked()).isEqualTo(1);
  }

  @Test
  void noOtherAlgorithmIsTakenAndNobodyAskedForIt() throws Exception {
    assertRefused(IssuerServer.sign(issuer.claims(NOW), "RS512", RSA), "not signed with RS256");
    assertRefused(IssuerServer.sign(issuer.claims(NOW), "PS256", RSA), "not signed with RS256");
    assertRefused(signedWithThePublicKey(), "not signed with RS256");
    assertRefused(
        encoded("{\"alg\":\"none\"}") + "." + encoded(issuer.claims(NOW).toJson()) + ".",
        "not signed with RS256");
    assertThat(issuer.asked()).isZero();
  }

  /** As if the public key, which everybody has, were a secret of both sides. */
  private String signedWithThePublicKey() throws JoseException {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(issuer.claims(NOW).toJson());
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
    signature.setKeyIdHeaderValue("rsa");
    signature.setKey(new HmacKey(RSA.getPublicKey().getEncoded()));
    return signature.getCompactSerialization();
  }

  @Test
  void signatureOfSomebodyElseIsRefused() throws Exception {
    assertRefused(IssuerServer.sign(issuer.claims(NOW), "RS256", IMPOSTOR), "signature is wrong");
    String good = token(claims -> {});
    String[] parts = good.split("\\.", -1);
    JwtClaims changed = issuer.claims(NOW);
    changed.setSubject("bob");
    assertRefused(
        parts[0] + "." + encoded(changed.toJson()) + "." + parts[2], "signature is wrong");
  }

  @Test
  void claimThatIsMissingOrWrongIsRefused() throws Exception {
    assertRefused(token(claims -> claims.setIssuer("https://elsewhere")), "another issuer");
    assertRefused(token(claims -> claims.unsetClaim("iss")), "names no issuer");
    assertRefused(token(claims -> claims.setAudience("account")), "another audience");
    assertRefused(token(claims -> claims.unsetClaim("aud")), "names no audience");
    assertRefused(token(claims -> claims.unsetClaim("exp")), "does not say when it expires");
  }

  @Test
  void clocksMayDifferByAMinute() throws Exception {
    assertThat(verifier.verify(token(claims -> claims.setExpirationTime(at(-59))))).isNotNull();
    assertRefused(token(claims -> claims.setExpirationTime(at(-61))), "it has expired");
    assertThat(verifier.verify(token(claims -> claims.setNotBefore(at(59))))).isNotNull();
    assertRefused(token(claims -> claims.setNotBefore(at(61))), "not valid yet");
  }

  @Test
  void whatIsMalformedOrHugeIsRefused() throws Exception {
    assertRefused("eyJ.eyJ.x", "malformed");
    assertRefused(encoded("{\"alg\":\"RS256\"}") + "." + encoded("[]") + ".x", "");
    assertRefused(token(claims -> claims.setSubject("x".repeat(20_000))), "too long");
    assertThat(List.of("pm_a_b", "eyJhbGci", "eyJ.a", "eyJ.a.b.c", "eyJ.a. b", "abc.def.ghi"))
        .noneMatch(TokenVerifier::isToken);
  }

  @Test
  void newKeyIsFoundWhenATokenNamesIt() throws Exception {
    verifier.verify(token(claims -> {}));
    issuer.publish(RSA, OTHER);
    pass(Published.REST);
    assertThat(verifier.verify(IssuerServer.sign(issuer.claims(NOW), "RS256", OTHER))).isNotNull();
    assertThat(issuer.asked()).isEqualTo(2);
  }

  @Test
  void floodOfUnknownKeysCostsTheIssuerOneLookInAWhile() throws Exception {
    verifier.verify(token(claims -> {}));
    for (int round = 1; round <= 3; round++) {
      pass(Published.REST);
      for (int i = 0; i < 20; i++) {
        assertRefused(IssuerServer.sign(issuer.claims(NOW), "RS256", OTHER), "does not have");
      }
      verifier.verify(token(claims -> {}));
      assertThat(issuer.asked()).isEqualTo(1 + round);
    }
  }

  @Test
  void knownKeysGoOnWhileTheIssuerIsAwayAndUnknownOnesAreNotDecided() throws Exception {
    verifier.verify(token(claims -> {}));
    issuer.answer(500);
    pass(Published.REST);
    assertUndecided(() -> verifier.verify(IssuerServer.sign(issuer.claims(NOW), "RS256", OTHER)));
    pass(Published.FRESH);
    assertThat(verifier.verify(token(claims -> {}))).isNotNull();

    issuer.answer(200);
    issuer.publish(OTHER);
    verifyOnceTheIssuerIsBack(IssuerServer.sign(issuer.claims(NOW), "RS256", OTHER));
    assertRefused(token(claims -> {}), "does not have");
  }

  /** A look that began while the issuer was away may end after it is back, and fail. */
  private void verifyOnceTheIssuerIsBack(String token) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    boolean verified = false;
    while (!verified) {
      pass(Published.REST);
      try {
        verified = verifier.verify(token) != null;
      } catch (IssuerUnavailable e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  @Test
  void keyThatWasWithdrawnIsForgottenSoon() throws Exception {
    String token = token(claims -> {});
    verifier.verify(token);
    issuer.publish(OTHER);
    pass(Published.FRESH);
    // The first one has the keys read anew, and does not wait for that.
    verifier.verify(token);
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (issuer.asked() < 2 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    pass(Published.REST);
    assertThat(verifier.verify(IssuerServer.sign(issuer.claims(NOW), "RS256", OTHER))).isNotNull();
    assertRefused(token, "does not have");
  }

  @Test
  void issuerThatNeverAnsweredDecidesNothing() throws Exception {
    issuer.answer(404);
    assertUndecided(() -> verifier.verify(token(claims -> {})));
    issuer.answer(200);
    assertUndecided(() -> verifier.verify(token(claims -> {})));
    pass(Published.REST);
    assertThat(verifier.verify(token(claims -> {}))).isNotNull();
  }

  @Test
  void issuerThatCallsItselfOtherwiseIsNotTheOne() {
    issuer.callItself("https://elsewhere");
    assertUndecided(() -> verifier.verify(token(claims -> {})));
  }

  @Test
  void issuerOverPlainHttpIsRefusedUnlessItIsOnThisMachine() {
    for (String url :
        List.of("http://sso.example.org", "sso.example.org", "ftp://localhost", "https:x")) {
      assertThatThrownBy(() -> TokenVerifier.of(url, Set.of("x")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(url);
    }
    assertThat(TokenVerifier.of("https://sso.example.org", Set.of("x"))).isNotNull();
  }

  @Test
  void claimsAreTextOrWordsAndMayBeInsideOfOthers() throws Exception {
    SignedClaims said =
        verifier.verify(
            token(
                claims -> {
                  claims.setClaim("realm_access", Map.of("roles", List.of("read", 7, "")));
                  claims.setClaim("https://example.org/name", "carol");
                }));
    assertThat(said.words("scope")).containsExactly("read", "write");
    assertThat(said.words("realm_access.roles")).containsExactly("read");
    assertThat(said.words("realm_access")).isEmpty();
    assertThat(said.words("none.at.all")).isEmpty();
    assertThat(said.text("https://example.org/name")).contains("carol");
    assertThat(said.text("exp")).isEmpty();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos() + 1);
  }

  private static NumericDate at(int seconds) {
    return NumericDate.fromSeconds(NOW.getEpochSecond() + seconds);
  }

  private String token(Consumer<JwtClaims> change) throws JoseException {
    JwtClaims claims = issuer.claims(NOW);
    change.accept(claims);
    return IssuerServer.sign(claims, "RS256", RSA);
  }

  private void assertRefused(String token, String why) {
    assertThatThrownBy(() -> verifier.verify(token))
        .isInstanceOf(TokenRefused.class)
        .hasMessageContaining(why);
  }

  private static void assertUndecided(ThrowingCallable verified) {
    assertThatThrownBy(verified).isInstanceOf(IssuerUnavailable.class);
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static PublicJsonWebKey key(String id) {
    try {
      PublicJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId(id);
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
