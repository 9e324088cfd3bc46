package io.piecemeal.adapters.http.page;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a browser lets the console do: run its own scripts, show pictures of files that it fetched
 * itself, take tokens from where people sign on, and nothing else. Its import map has to stand in
 * the page, so its digest is named. Text becomes HTML only by the templates of Lit.
 */
final class ConsolePolicy {

  private static final Pattern IMPORTS =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  private final String imports;

  ConsolePolicy(String page) {
    Matcher found = IMPORTS.matcher(page);
    if (!found.find()) {
      throw new IllegalStateException("the console has no import map");
    }
    byte[] digest = Resources.sha256(found.group(1).getBytes(StandardCharsets.UTF_8));
    this.imports = Base64.getEncoder().encodeToString(digest);
  }

  /**
   * As the header has it.
   *
   * @param tokens where the page gets tokens; empty if people have keys alone
   */
  String text(Optional<URI> tokens) {
    return ("default-src 'none'; script-src 'self' 'sha256-%s'; style-src 'self';"
            + " img-src 'self' blob:; connect-src 'self'%s; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'; require-trusted-types-for 'script';"
            + " trusted-types lit-html")
        .formatted(imports, tokens.map(url -> ' ' + origin(url)).orElse(""));
  }

  /** A host, unlike a path, has no character that means something here. */
  private static String origin(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return "%s://%s%s".formatted(url.getScheme(), url.getHost(), port);
  }
}
