package io.piecemeal.oidc;

import java.security.Key;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a token was signed by an issuer, is for this service, and holds now: signed with
 * RS256, ES256 or EdDSA by a key that the issuer publishes, with the right {@code iss}, one of the
 * right {@code aud}, and an {@code exp}. Clocks may differ by a minute. Safe for use by several
 * threads.
 */
public final class TokenVerifier {

  private static final Duration SKEW = Duration.ofSeconds(60);
  private static final int MAX_LENGTH = 16 << 10;
  private static final Pattern FORM = Pattern.compile("eyJ[\\w-]*+\\.[\\w-]++\\.[\\w-]*+");

  private static final AlgorithmConstraints ALGORITHMS =
      new AlgorithmConstraints(
          ConstraintType.PERMIT,
          AlgorithmIdentifiers.RSA_USING_SHA256,
          AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
          AlgorithmIdentifiers.EDDSA);

  private static final Map<Integer, String> REASONS =
      Map.of(
          ErrorCodes.SIGNATURE_INVALID, "its signature is wrong",
          ErrorCodes.SIGNATURE_MISSING, "it is not signed",
          ErrorCodes.EXPIRED, "it has expired",
          ErrorCodes.EXPIRATION_MISSING, "it does not say when it expires",
          ErrorCodes.NOT_YET_VALID, "it is not valid yet",
          ErrorCodes.ISSUER_MISSING, "it names no issuer",
          ErrorCodes.ISSUER_INVALID, "it is of another issuer",
          ErrorCodes.AUDIENCE_MISSING, "it names no audience",
          ErrorCodes.AUDIENCE_INVALID, "it is for another audience");

  private final String issuer;
  private final Set<String> audiences;
  private final Published<List<JsonWebKey>> keys;
  private final InstantSource clock;
  private final JwtConsumer parser =
      new JwtConsumerBuilder()
          .setSkipAllValidators()
          .setDisableRequireSignature()
          .setSkipSignatureVerification()
          .build();

  TokenVerifier(
      String issuer,
      Set<String> audiences,
      Published.Source<List<JsonWebKey>> source,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.issuer = issuer;
    this.audiences = Set.copyOf(audiences);
    this.keys = new Published<>("keys", List.of(), source, nanoTime);
    this.clock = clock;
  }

  /**
   * Trusts an issuer, which is asked for its keys when the first token comes.
   *
   * @param issuer as it calls itself
   * @param audiences what it may call this service; not empty
   * @throws IllegalArgumentException unless the issuer is an https URL, or an http one of this
   *     machine
   */
  public static TokenVerifier of(String issuer, Set<String> audiences) {
    return new TokenVerifier(
        issuer, audiences, new Discovery(issuer)::keys, InstantSource.system(), System::nanoTime);
  }

  /** Whether this has the form of a signed token. */
  public static boolean isToken(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * What a token says.
   *
   * @throws TokenRefused if it is not valid
   * @throws IssuerUnavailable if its key is not known and the issuer cannot be asked
   */
  public SignedClaims verify(String token) throws TokenRefused, IssuerUnavailable {
    if (token.length() > MAX_LENGTH) {
      throw new TokenRefused("it is too long");
    }
    try {
      JwtContext context = parser.process(token);
      JsonWebSignature signature = (JsonWebSignature) context.getJoseObjects().getFirst();
      signature.setAlgorithmConstraints(ALGORITHMS);
      // Before any key is looked for: the issuer is not asked for what is refused anyway.
      signature.getAlgorithm();
      consumer(key(signature)).processContext(context);
      return new SignedClaims(context.getJwtClaims().getClaimsMap());
    } catch (InvalidJwtException e) {
      throw new TokenRefused(reason(e), e);
    } catch (JoseException e) {
      throw new TokenRefused("it is not signed with RS256, ES256 or EdDSA", e);
    }
  }

  private Key key(JsonWebSignature signature)
      throws JoseException, TokenRefused, IssuerUnavailable {
    JsonWebKey found = selected(signature, keys.known());
    if (found == null) {
      found = selected(signature, keys.renewed());
    }
    if (found == null) {
      throw new TokenRefused("it is signed with a key that the issuer does not have");
    }
    return found.getKey();
  }

  private static @Nullable JsonWebKey selected(JsonWebSignature signature, List<JsonWebKey> keys)
      throws JoseException {
    return new VerificationJwkSelector().select(signature, keys);
  }

  private JwtConsumer consumer(Key key) {
    return new JwtConsumerBuilder()
        .setVerificationKey(key)
        .setJwsAlgorithmConstraints(ALGORITHMS)
        .setExpectedIssuer(true, issuer)
        .setExpectedAudience(true, audiences.toArray(String[]::new))
        .setRequireExpirationTime()
        .setAllowedClockSkewInSeconds((int) SKEW.toSeconds())
        .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
        .build();
  }

  private static String reason(InvalidJwtException refusal) {
    return REASONS.entrySet().stream()
        .filter(reason -> refusal.hasErrorCode(reason.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("it is malformed");
  }
}
