package io.piecemeal.e2e.openapi;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request and its answer, as they went over the wire. */
public record Exchange(Request request, Response response) {

  private static final int LONGEST_LINE = 1 << 14;
  private static final Pattern REQUEST_LINE =
      Pattern.compile(
          "(?:\\r\\n)*(?<method>[A-Z]+) (?:https?://[^/ ]+)?(?<target>[^ ]+) HTTP/[0-9.]+\r?\n");

  /**
   * As {@code java.net.http} sees it; the request's body is known if it is {@link RecordedBody}.
   */
  public static Exchange of(HttpResponse<byte[]> response) {
    HttpRequest request = response.request();
    URI uri = request.uri();
    String target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    return new Exchange(
        new Request(
            request.method(), target, Fields.of(request.headers().map()), RecordedBody.of(request)),
        new Response(
            response.statusCode(), Fields.of(response.headers().map()), Bytes.of(response.body())));
  }

  /**
   * As it went over a socket. What has no proper request line is a request for nothing that there
   * is.
   *
   * @param request all bytes that were sent
   */
  public static Exchange ofRaw(
      byte[] request, int status, Map<String, String> fields, byte[] body) {
    String head =
        new String(request, 0, Math.min(request.length, LONGEST_LINE), StandardCharsets.ISO_8859_1);
    Matcher line = REQUEST_LINE.matcher(head);
    boolean proper = line.lookingAt();
    Map<String, List<String>> lists = new HashMap<>();
    fields.forEach((name, value) -> lists.put(name, List.of(value)));
    return new Exchange(
        new Request(
            proper ? line.group("method") : "(none)",
            proper ? line.group("target") : "(none)",
            Fields.of(Map.of()),
            Optional.empty()),
        new Response(status, Fields.of(lists), Bytes.of(body)));
  }

  /**
   * What was sent.
   *
   * @param target path and query
   * @param body empty if it was not kept; then nothing is said about it
   */
  public record Request(String method, String target, Fields fields, Optional<Bytes> body) {}

  /** What came back. */
  public record Response(int status, Fields fields, Bytes body) {}

  /** Header fields; case does not matter in their names. */
  public static final class Fields {

    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private Fields() {}

    /** From the form in which {@code java.net.http} has them. */
    public static Fields of(Map<String, ? extends Collection<String>> fields) {
      Fields copy = new Fields();
      fields.forEach((name, values) -> copy.values.put(name, List.copyOf(values)));
      return copy;
    }

    /** All values of a field in one, as RFC 9110 section 5.3 joins them. */
    Optional<String> value(String name) {
      return Optional.ofNullable(values.get(name)).map(all -> String.join(", ", all));
    }
  }

  /** The bytes of a body. */
  public static final class Bytes {

    public static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] value;

    private Bytes(byte[] value) {
      this.value = value;
    }

    public static Bytes of(byte[] value) {
      return new Bytes(Arrays.copyOf(value, value.length));
    }

    public static Bytes of(String text) {
      return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    boolean isEmpty() {
      return value.length == 0;
    }

    byte[] value() {
      return Arrays.copyOf(value, value.length);
    }

    @Override
    public String toString() {
      return value.length + " bytes";
    }
  }

  @Override
  public String toString() {
    return "%s %s -> %d".formatted(request.method(), request.target(), response.status());
  }
}
