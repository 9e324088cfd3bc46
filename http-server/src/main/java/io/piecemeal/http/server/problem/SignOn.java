package io.piecemeal.http.server.problem;

import io.micronaut.http.HttpHeaders;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.address.PublicUrl;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What is said to those who present no key and no token, or none that is valid or enough: what to
 * send, and for clients that look for OAuth who issues tokens (RFC 6750, RFC 9728), or that nobody
 * does.
 */
@Singleton
public final class SignOn {

  /** Where the metadata of this protected resource are; a path behind it names a part of it. */
  public static final String METADATA = "/.well-known/oauth-protected-resource";

  /** The part that is a resource of its own. */
  public static final String MCP = "/mcp";

  private static final String NO_OAUTH =
      "There is no OAuth here: send 'Authorization: Bearer <api key>'.";

  private static final Pattern BEARER = Pattern.compile("Bearer +\\S.*", Pattern.CASE_INSENSITIVE);

  private final Optional<Issuer> issuer;
  private final PublicUrl url;

  SignOn(Issuers issuers, PublicUrl url) {
    this.issuer = issuers.trusted();
    this.url = url;
  }

  /**
   * Who issues tokens.
   *
   * @param trusted empty if only API keys are taken
   */
  public record Issuers(Optional<Issuer> trusted) {}

  /**
   * @param url as it calls itself
   * @param scopes what a caller may ask it for
   * @param words what to ask it for where a scope is missing; none for a scope that it cannot give
   * @param isToken whether this has the form of its tokens; who checks them says why one is refused
   */
  public record Issuer(
      String url, List<String> scopes, Map<Scope, String> words, Predicate<String> isToken) {}

  /** What to send. */
  public String advice() {
    return issuer
        .map(
            trusted ->
                "Send 'Authorization: Bearer <api key>', or an access token of %s."
                    .formatted(trusted.url()))
        .orElse(NO_OAUTH);
  }

  /**
   * The request carries no key and no token, or none that is valid.
   *
   * @param authorization the header that it is expected in, as it was sent
   * @param path of the request
   */
  public Problem unauthenticated(Optional<String> authorization, String path) {
    boolean presented = authorization.filter(SignOn::isBearer).isPresent();
    String fault = authorization.map(_ -> fault(presented)).orElse("");
    String challenge =
        issuer
            .map(trusted -> challenge(trusted, presented, part(path)))
            .orElse("Bearer realm=\"piecemeal\", " + invalid());
    return Problem.of(ProblemKind.UNAUTHENTICATED, fault + advice())
        .header(HttpHeaders.WWW_AUTHENTICATE, challenge);
  }

  /**
   * The request carries a token that is not for this. Clients of OAuth ask for another one, which
   * is (RFC 6750 section 3.1).
   *
   * @param path of the request
   */
  public Problem lacking(Scope needed, String path) {
    Problem problem =
        Problem.of(
                ProblemKind.FORBIDDEN,
                "Use a token with the scope '%s'.".formatted(needed.wireName()))
            .with("needed_scope", needed.wireName());
    return problem.header(HttpHeaders.WWW_AUTHENTICATE, challenge(needed, path));
  }

  /**
   * The same problem; with a challenge if the reason was a missing scope.
   *
   * @param path of the request
   */
  public Problem challenging(Problem problem, Throwable reason, String path) {
    return reason instanceof UploadRejected rejected
            && rejected.refusal() instanceof Refusal.ScopeMissing missing
        ? problem.header(HttpHeaders.WWW_AUTHENTICATE, challenge(missing.needed(), path))
        : problem;
  }

  private String challenge(Scope needed, String path) {
    String word =
        issuer
            .flatMap(trusted -> Optional.ofNullable(trusted.words().get(needed)))
            .orElseGet(needed::wireName);
    String metadata =
        issuer
            .map(_ -> ", resource_metadata=\"%s\"".formatted(url.base() + METADATA + part(path)))
            .orElse("");
    return "Bearer realm=\"piecemeal\", error=\"insufficient_scope\", scope=\"%s\"%s"
        .formatted(word, metadata);
  }

  /**
   * The metadata of a resource (RFC 9728 section 2); empty if nobody issues tokens for it.
   *
   * @param part {@link #MCP}, or nothing for all
   */
  public Optional<Map<String, Object>> metadata(String part) {
    return issuer.map(
        trusted ->
            Map.of(
                "resource", url.base() + part,
                "resource_name", "Piecemeal",
                "authorization_servers", List.of(trusted.url()),
                "scopes_supported", trusted.scopes(),
                "bearer_methods_supported", List.of("header")));
  }

  private String challenge(Issuer trusted, boolean presented, String part) {
    return "Bearer realm=\"piecemeal\", resource_metadata=\"%s\", scope=\"%s\"%s"
        .formatted(
            url.base() + METADATA + part,
            String.join(" ", trusted.scopes()),
            presented ? ", " + invalid() : "");
  }

  private String invalid() {
    return "error=\"invalid_token\", error_description=\"%s\"".formatted(advice());
  }

  private static String part(String path) {
    return path.equals(MCP) || path.startsWith(MCP + "/") ? MCP : "";
  }

  private static boolean isBearer(String authorization) {
    return BEARER.matcher(authorization).matches();
  }

  private String fault(boolean presented) {
    if (!presented) {
      return "'Authorization' does not begin with Bearer and a key. ";
    }
    return issuer.isPresent()
        ? "This key or token is not valid here: it was mistyped or revoked, has expired, or is for"
            + " another service. "
        : "This API key is not valid here: it was mistyped or revoked, has expired, or is another"
            + " service's. ";
  }
}
