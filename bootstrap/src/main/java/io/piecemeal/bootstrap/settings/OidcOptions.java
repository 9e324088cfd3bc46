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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Whose access tokens are taken beside API keys. */
final class OidcOptions {

  private static final String ISSUER = "--oidc-issuer";
  private static final String AUDIENCE = "--oidc-audience";
  private static final String SCOPES = "--oidc-scopes";
  private static final String CONSOLE_CLIENT = "--oidc-console-client";
  private static final String CONSOLE_SCOPE = "--oidc-console-scope";
  private static final Pattern ASKED = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e ]*");

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

  @Option(
      names = CONSOLE_CLIENT,
      paramLabel = "ID",
      description =
          "Public client of the issuer as which the console signs people on"
              + " (PIECEMEAL_OIDC_CONSOLE_CLIENT, default none: it asks for a key)")
  private String consoleClient = "";

  @Option(
      names = CONSOLE_SCOPE,
      paramLabel = "WORDS",
      description =
          "What the console asks the issuer for, separated by blanks (PIECEMEAL_OIDC_CONSOLE_SCOPE,"
              + " default openid, and the words of --oidc-scopes without those for admin, where the"
              + " claim of scopes is 'scope')")
  private String consoleScope = "";

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
    requireBefore(CONSOLE_CLIENT, consoleClient, ISSUER, name);
    requireBefore(CONSOLE_SCOPE, consoleScope, CONSOLE_CLIENT, consoleClient);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Setting.read(ISSUER, name, text -> TokenVerifier.of(text, audiences));
    Map<String, Set<Scope>> words = Setting.read(SCOPES, scopes, OidcOptions::scopes);
    Optional<Settings.ConsoleClient> console =
        Optional.of(consoleClient.strip())
            .filter(id -> !id.isEmpty())
            .map(id -> new Settings.ConsoleClient(id, asked(words)));
    return Optional.of(new Settings.Oidc(name, audiences, ownerClaim, scopesClaim, words, console));
  }

  private static void requireBefore(String option, String value, String other, String needed) {
    if (!value.isBlank() && needed.isBlank()) {
      throw new IllegalArgumentException(
          "%s needs %s".formatted(Setting.name(option), Setting.name(other)));
    }
  }

  /** Words of another claim, such as roles, are not what a client asks for. */
  private String asked(Map<String, Set<Scope>> words) {
    if (!consoleScope.isBlank()) {
      return Setting.read(CONSOLE_SCOPE, consoleScope.strip(), OidcOptions::asked);
    }
    Stream<String> ours =
        scopesClaim.equals("scope")
            ? words.entrySet().stream()
                .filter(word -> !word.getValue().contains(Scope.ADMIN))
                .map(Map.Entry::getKey)
            : Stream.empty();
    return Stream.concat(Stream.of("openid"), ours).collect(Collectors.joining(" "));
  }

  private static String asked(String words) {
    if (!ASKED.matcher(words).matches()) {
      throw new IllegalArgumentException("'%s' is not like 'openid files.read'".formatted(words));
    }
    return words;
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
