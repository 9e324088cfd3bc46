package io.piecemeal.adapters.mcp.transfer;

import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.domain.upload.ContentType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A file within its own address (RFC 2397), in Base64.
 *
 * @param bytes not copied
 */
@SuppressWarnings("ArrayRecordComponent") // read once, by who made it
public record DataUri(ContentType type, byte[] bytes) {

  private static final String SCHEME = "data:";
  private static final String FLAG = ";base64";

  /** Characters before the comma: more than a media type has. */
  private static final int LONGEST_HEAD = 160;

  private static final Pattern NAMED = Pattern.compile("(?i);[ \t]*name=");

  /** What RFC 2397 has for one without a type. */
  private static final String PLAIN = "text/plain;charset=US-ASCII";

  /** Whether a text is meant as one. */
  public static boolean isMeant(String text) {
    return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /**
   * Reads one.
   *
   * @param argument whose value it is
   * @throws ArgumentRejected if it is none, or names its file
   * @throws io.piecemeal.domain.upload.UploadRejected if its type is none
   */
  public static DataUri read(String argument, String text) {
    int comma = text.indexOf(',');
    String head = comma < 0 || comma > LONGEST_HEAD ? "" : text.substring(0, comma);
    if (!isMeant(head) || !head.endsWith(FLAG)) {
      throw ArgumentRejected.invalid(
          argument, "a data: URI is spelled data:TYPE/SUBTYPE;base64,BYTES");
    }
    String type = head.substring(SCHEME.length(), head.length() - FLAG.length());
    if (NAMED.matcher(type).find()) {
      throw ArgumentRejected.invalid(argument, "leave out name=, and send the name as filename");
    }
    return new DataUri(
        ContentType.of(type.isEmpty() ? PLAIN : type.startsWith(";") ? "text/plain" + type : type),
        decoded(argument, text.substring(comma + 1)));
  }

  private static byte[] decoded(String argument, String sent) {
    try {
      String base64 = URLDecoder.decode(sent.replace("+", "%2B"), StandardCharsets.UTF_8);
      byte[] bytes = Base64.getDecoder().decode(base64);
      if (Base64.getEncoder().encodeToString(bytes).equals(base64)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw broken(argument);
    }
    throw broken(argument);
  }

  private static ArgumentRejected broken(String argument) {
    return ArgumentRejected.invalid(
        argument,
        "what follows the comma is not valid Base64 with its padding; have a program make it");
  }

  /** What was sent is not for logs. */
  @Override
  public String toString() {
    return "DataUri[" + type + "]";
  }
}
