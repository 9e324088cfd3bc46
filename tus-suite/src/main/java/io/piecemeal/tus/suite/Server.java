package io.piecemeal.tus.suite;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The server that is tried.
 *
 * @param endpoint where uploads are created
 * @param fields that each request needs, such as one with a key
 * @param origin of a page that may call the server, if there are any
 * @param content where the bytes of an upload are read; {@code {id}} stands for the last segment of
 *     its URL, {@code {url}} for all of it
 * @param expiry how long uploads live at most, where that is short enough to wait for
 * @param limited whether so many requests can be sent that the server refuses some
 */
public record Server(
    URI endpoint,
    List<String> fields,
    Optional<String> origin,
    Optional<String> content,
    Optional<Duration> expiry,
    boolean limited) {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** One that is told no more of than where it is. */
  public static Server at(URI endpoint, String... fields) {
    return new Server(
        endpoint, List.of(fields), Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  /** The same, and a page of this origin may call it. */
  public Server withOrigin(String allowed) {
    return new Server(endpoint, fields, Optional.of(allowed), content, expiry, limited);
  }

  /** The same, and the bytes of uploads can be read. */
  public Server withContent(String template) {
    return new Server(endpoint, fields, origin, Optional.of(template), expiry, limited);
  }

  /** The same, and uploads live no longer than this. */
  public Server withExpiry(Duration most) {
    return new Server(endpoint, fields, origin, content, Optional.of(most), limited);
  }

  /** The same, and it refuses callers that send too many requests. */
  public Server withLimit() {
    return new Server(endpoint, fields, origin, content, expiry, true);
  }

  Wire open() throws IOException {
    return Wire.open(endpoint, PATIENCE);
  }

  /** Sends a request on a connection of its own. */
  Answer send(Call call) throws IOException {
    return send(call, fields);
  }

  /** Sends one without what each request needs. */
  Answer sendWithoutKey(Call call) throws IOException {
    return send(call, List.of());
  }

  private Answer send(Call call, List<String> own) throws IOException {
    try (Wire wire = open()) {
      return wire.send(call.with("Connection: close").head(own) + call.body()).answer(call);
    }
  }

  Answer post(String... given) throws IOException {
    return send(Call.of("POST", endpoint, given));
  }

  /** Creates an upload. */
  URI create(String... given) throws IOException {
    return location(post(given));
  }

  /** Where an upload was created. */
  URI location(Answer created) {
    return endpoint.resolve(created.is(201).required("Location"));
  }

  Answer look(URI upload) throws IOException {
    return send(Call.of("HEAD", upload));
  }

  /** How many bytes an upload has. */
  long offset(URI upload) throws IOException {
    return look(upload).is(200, 204).number("Upload-Offset");
  }

  Answer patch(URI upload, long offset, String body) throws IOException {
    return send(Call.patch(upload, offset, body));
  }

  void requireOffset(URI upload, long expected) throws IOException {
    long actual = offset(upload);
    if (actual != expected) {
      throw new Difference("the upload has %d bytes, expected %d".formatted(actual, expected));
    }
  }

  /** Looks at the bytes, where it is known how to read them. */
  void requireContent(URI upload, String expected) throws IOException {
    if (content.isEmpty()) {
      return;
    }
    String id = upload.getPath().substring(upload.getPath().lastIndexOf('/') + 1);
    URI place = URI.create(content.get().replace("{id}", id).replace("{url}", upload.toString()));
    String actual = send(Call.of("GET", place)).is(200).body();
    if (!actual.equals(expected)) {
      throw new Difference(
          "%d bytes are stored that are not the %d that were sent"
              .formatted(actual.length(), expected.length()));
    }
  }

  void requireExtension(String name) throws IOException {
    boolean spoken =
        send(Call.bare("OPTIONS", endpoint)).field("Tus-Extension").stream()
            .flatMap(list -> Stream.of(list.split(",")))
            .map(String::strip)
            .anyMatch(name::equals);
    if (!spoken) {
      throw new NotApplicable("the server does not announce the extension " + name);
    }
  }
}
