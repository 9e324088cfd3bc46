package io.piecemeal.bootstrap.settings;

import io.piecemeal.domain.access.Scope;
import io.piecemeal.oidc.TokenVerifier;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Whose access tokens are taken beside API keys. */
final class OidcOptions {

  private static final String ISSUER = "--oidc-issuer";
  private static final String AUDIENCE = "--oidc-audience";
  private static final String SCOPES = "--oidc-scopes";

  @Option(
      names = ISSUER,
      paramLabel = "URL",
      description =
          "OpenID Connect issuer whose access tokens are taken beside API keys, exactly as it calls"
              + " itself (PIECEMEAL_OIDC_ISSUER, default none)")
  private String issuer = "";

  @Option(
      names = AUDIENCE,
      paramLabel = "NAME",
      split = ",",
      description =
          "What the 'aud' of a token has to be, such as https://files.example.org/mcp; any of those"
              + " that commas separate (PIECEMEAL_OIDC_AUDIENCE, default none)")
  private List<String> audience = List.of();

  @Option(
      names = "--oidc-owner-claim",
      paramLabel = "CLAIM",
      defaultValue = "sub",
      description =
          "Whose files a token is for: a claim with 1 to 64 characters of A-Z a-z 0-9 . _ -"
              + " (PIECEMEAL_OIDC_OWNER_CLAIM, default sub)")
  private String ownerClaim = "sub";

  @Option(
      names = "--oidc-scopes-claim",
      paramLabel = "CLAIM",
      defaultValue = "scope",
      description =
          "What a token is for: a claim of words, such as realm_access.roles"
              + " (PIECEMEAL_OIDC_SCOPES_CLAIM, default scope)")
  private String scopesClaim = "scope";

  @Option(
      names = SCOPES,
      paramLabel = "WORD=SCOPE",
      split = ",",
      defaultValue = "read=read,write=write,delete=delete",
      description =
          "Which words of that claim mean which of read, write, delete and admin, separated by commas"
              + " (PIECEMEAL_OIDC_SCOPES, default read=read,write=write,delete=delete)")
  private List<String> scopes = List.of();

  /**
   * The issuer; empty if only API keys are taken.
   *
   * @throws IllegalArgumentException if the options contradict each other
   */
  Optional<Settings.Oidc> oidc() {
    Set<String> audiences = new LinkedHashSet<>();
    audience.stream().map(String::strip).filter(name -> !name.isEmpty()).forEach(audiences::add);
    String name = issuer.strip();
    if (name.isEmpty() != audiences.isEmpty()) {
      throw new IllegalArgumentException(
          "%s and %s belong together: set both or none"
              .formatted(Setting.name(ISSUER), Setting.name(AUDIENCE)));
    }
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Setting.read(ISSUER, name, text -> TokenVerifier.of(text, audiences));
    return Optional.of(
        new Settings.Oidc(
            name,
            audiences,
            ownerClaim,
            scopesClaim,
            Setting.read(SCOPES, scopes, OidcOptions::scopes)));
  }

  private static Map<String, Set<Scope>> scopes(List<String> pairs) {
    Map<String, Set<Scope>> scopes = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.lastIndexOf('=');
      String word = pair.substring(0, Math.max(0, equals)).strip();
      Scope scope =
          Scope.named(pair.substring(equals + 1).strip())
              .filter(_ -> !word.isEmpty())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "'%s' is not like files.read=read".formatted(pair)));
      scopes.computeIfAbsent(word, _ -> EnumSet.noneOf(Scope.class)).add(scope);
    }
    return scopes;
  }
}
