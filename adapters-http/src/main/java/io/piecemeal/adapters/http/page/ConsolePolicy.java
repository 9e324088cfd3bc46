package io.piecemeal.adapters.http.page;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a browser lets the console do: run its own scripts, show pictures of files that it fetched
 * itself, and nothing else. Its import map has to stand in the page, so its digest is named. Text
 * becomes HTML only by the templates of Lit.
 */
final class ConsolePolicy {

  private static final Pattern IMPORTS =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  private ConsolePolicy() {}

  static String of(String page) {
    Matcher imports = IMPORTS.matcher(page);
    if (!imports.find()) {
      throw new IllegalStateException("the console has no import map");
    }
    byte[] digest = Resources.sha256(imports.group(1).getBytes(StandardCharsets.UTF_8));
    return ("default-src 'none'; script-src 'self' 'sha256-%s'; style-src 'self';"
            + " img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'; require-trusted-types-for 'script';"
            + " trusted-types lit-html")
        .formatted(Base64.getEncoder().encodeToString(digest));
  }
}
