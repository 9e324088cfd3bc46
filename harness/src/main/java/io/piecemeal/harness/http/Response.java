package io.piecemeal.harness.http;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer with a short body. */
public record Response(ResponseHead head, String body) {

  /**
   * The value of a string member of the JSON object that the body is. Enough for identifiers, which
   * need no escapes.
   */
  public String member(String name) throws IOException {
    Matcher matcher =
        Pattern.compile("\"" + Pattern.quote(name) + "\"\\s*:\\s*\"([^\"]*)\"").matcher(body);
    if (!matcher.find()) {
      throw new IOException("no member %s in: %s".formatted(name, body));
    }
    return matcher.group(1);
  }
}
