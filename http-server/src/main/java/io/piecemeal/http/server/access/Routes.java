package io.piecemeal.http.server.access;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names what a request is about without a caller's text: a ticket's token and a key that a caller
 * put into a path are secrets, and a file's name is nobody else's business. A file's id is neither.
 */
final class Routes {

  /** What the path of a request is that is none of the service's. */
  private static final String OTHER = "(other)";

  private static final Pattern ABSOLUTE = Pattern.compile("^[A-Za-z]+://[^/]*");
  private static final Pattern FILE =
      Pattern.compile(
          "(/openai/v1|/anthropic/v1)?/(files|uploads|tus|rufh)/((file[-_]|upload_)?[a-z2-7]{1,64})(/[a-z]{1,16})?/?");
  private static final Pattern TICKET = Pattern.compile("/tickets/[^/]+");
  private static final Pattern TICKET_PAGE = Pattern.compile("/tickets/assets/page\\.(js|css)");
  private static final Set<String> PLAIN =
      Set.of(
          "/",
          "/files",
          "/openai/v1/files",
          "/openai/v1/uploads",
          "/anthropic/v1/files",
          "/uploads",
          "/tus",
          "/rufh",
          "/limits",
          "/usage",
          "/mcp",
          "/metrics",
          "/health/live",
          "/health/ready",
          "/docs",
          "/openapi.yaml");
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");

  private Routes() {}

  static String method(String name) {
    return METHODS.contains(name) ? name : OTHER;
  }

  static String of(String target) {
    String path;
    try {
      path = ABSOLUTE.matcher(new QueryStringDecoder(target).rawPath()).replaceFirst("");
    } catch (IllegalArgumentException e) {
      return OTHER;
    }
    if (PLAIN.contains(path) || TICKET_PAGE.matcher(path).matches()) {
      return path;
    }
    if (TICKET.matcher(path).matches()) {
      return "/tickets/{token}";
    }
    Matcher file = FILE.matcher(path);
    return file.matches() ? path : OTHER;
  }
}
