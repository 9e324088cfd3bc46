package io.piecemeal.e2e.badinput;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes bytes of the text in a table: placeholders first, then escapes. */
final class RequestBytes {

  private static final Pattern REPEAT = Pattern.compile("\\$\\{(\\d+) x ([^}]*)}");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:x([0-9a-f]{2})|(.))");
  private static final String LENGTH = "${length}";

  private RequestBytes() {}

  /** What stands for the placeholders that name sessions, keys and common headers. */
  static Map<String, String> values(String upload, String others) {
    String host = "Host: t\\r\\n";
    String auth = "Authorization: Bearer " + ServiceUnderTest.ALICE + "\\r\\n";
    return Map.of(
        "upload",
        upload,
        "others",
        others,
        "key",
        ServiceUnderTest.ALICE,
        "host",
        host,
        "auth",
        auth,
        "usual",
        host + auth,
        "hello",
        "{\"data\":\"aGVsbG8=\"}",
        "smuggled",
        "DELETE /uploads/" + upload + " HTTP/1.1\\r\\n" + host + auth + "\\r\\n");
  }

  static byte[] of(String text, Map<String, String> values) {
    String filled = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("${" + value.getKey() + "}", value.getValue());
    }
    filled = REPEAT.matcher(filled).replaceAll(RequestBytes::repeated);
    return unescape(withLength(filled));
  }

  private static String repeated(java.util.regex.MatchResult match) {
    return Matcher.quoteReplacement(match.group(2).repeat(Integer.parseInt(match.group(1))));
  }

  /** The length of what follows the head that it is in. */
  private static String withLength(String text) {
    int at = text.indexOf(LENGTH);
    if (at < 0) {
      return text;
    }
    int body = text.indexOf("\\r\\n\\r\\n", at) + "\\r\\n\\r\\n".length();
    int length = unescape(text.substring(body)).length;
    return text.substring(0, at)
        + "Content-Length: "
        + length
        + text.substring(at + LENGTH.length());
  }

  private static byte[] unescape(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    Matcher escape = ESCAPE.matcher(text);
    int end = 0;
    while (escape.find()) {
      bytes.writeBytes(text.substring(end, escape.start()).getBytes(StandardCharsets.UTF_8));
      bytes.write(escaped(escape));
      end = escape.end();
    }
    bytes.writeBytes(text.substring(end).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private static int escaped(Matcher escape) {
    if (escape.group(1) != null) {
      return Integer.parseInt(escape.group(1), 16);
    }
    return switch (escape.group(2)) {
      case "r" -> '\r';
      case "n" -> '\n';
      case "t" -> '\t';
      case "\\" -> '\\';
      default -> throw new IllegalArgumentException("no such escape: " + escape.group());
    };
  }
}
