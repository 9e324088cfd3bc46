package io.piecemeal.http.server.problem;

import io.micronaut.http.HttpHeaders;
import io.piecemeal.http.server.address.PublicUrl;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is said to those who present no key and no token, or none that is valid: what to send, and
 * for clients that look for OAuth who issues tokens (RFC 6750, RFC 9728), or that nobody does.
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
   */
  public record Issuer(String url, List<String> scopes) {}

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
        : "This API key is not valid here: it was mistyped or revoked, or is another service's. ";
  }
}
