package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.harness.service.ServiceCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** A caller on the other side of a proxy, who also looks at the service from this side. */
final class ProxiedCaller implements AutoCloseable {

  private static final int MEBIBYTE = 1 << 20;
  private static final Pattern SIZE = Pattern.compile("\"size\":(\\d+)");
  private static final Pattern ID = Pattern.compile("\"file_id\":\"([a-z0-9]+)\"");
  private static final Pattern TICKET = Pattern.compile("\"url\":\"[^\"]*(/tickets/[^\"]+)\"");
  private static final int LOOKS = 20;

  private final String url;
  private final String behind;
  private final HttpClient client;
  private final byte[] bytes = new byte[30 * MEBIBYTE];

  /**
   * @param url of the proxy
   * @param behind the URL of the service itself
   */
  ProxiedCaller(String url, String behind, SSLContext trust) {
    this.url = url;
    this.behind = behind;
    this.client = HttpClient.newBuilder().sslContext(trust).build();
    new Random(1).nextBytes(bytes);
  }

  void appendsChunksOfTheLargestSize() throws IOException, InterruptedException {
    String id = open();
    byte[] chunk = Arrays.copyOf(bytes, 5 * MEBIBYTE);
    String data = Base64.getEncoder().encodeToString(chunk);
    for (int offset = 0; offset < 2 * chunk.length; offset += chunk.length) {
      json("PUT", "/uploads/" + id, "{\"data\":\"%s\",\"offset\":%d}".formatted(data, offset), 200);
    }
    json("POST", "/uploads/" + id + "/complete", "{\"size\":%d}".formatted(2 * chunk.length), 200);
    json("DELETE", "/files/" + id, "", 204);
  }

  void storesAFormOf30Megabytes() throws IOException, InterruptedException {
    String head =
        """
        --b\r
        Content-Disposition: form-data; name="file"; filename="a.bin"\r
        Content-Type: application/octet-stream\r
        \r
        """;
    BodyPublisher form =
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofByteArray(bytes),
            BodyPublishers.ofString("\r\n--b--\r\n"));
    HttpResponse<byte[]> stored =
        send(
            request("/files").header("Content-Type", "multipart/form-data; boundary=b").POST(form));
    assertThat(stored.statusCode()).as(text(stored)).isEqualTo(201);
    assertThat(content(found(ID, text(stored)))).isEqualTo(bytes);
  }

  void readsPartsAndEntityTags() throws IOException, InterruptedException {
    String id = open();
    String text = "{\"encoding\":\"utf8\",\"data\":\"%s\"}".formatted("compressible ".repeat(1000));
    json("PUT", "/uploads/" + id, text, 200);
    HttpRequest.Builder request =
        request("/files/" + id + "/content").header("Accept-Encoding", "gzip, deflate");
    HttpResponse<byte[]> whole = send(request);
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(whole.headers().firstValueAsLong("Content-Length")).hasValue(13_000);
    String tag = whole.headers().firstValue("ETag").orElseThrow();
    assertThat(tag).startsWith("\"");
    assertThat(send(request.header("If-None-Match", tag)).statusCode()).isEqualTo(304);
    HttpResponse<byte[]> part =
        send(request("/files/" + id + "/content").header("Range", "bytes=1-3"));
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(text(part)).isEqualTo("omp");
  }

  void readsErrors() throws IOException, InterruptedException {
    HttpResponse<byte[]> missing = send(request("/files/nowhere"));
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(text(missing)).contains("\"code\":\"not-found\"");
    String json = "{\"data\":\"?\"}";
    assertThat(text(json("PUT", "/uploads/" + open(), json, 422))).contains("invalid-base64");
    HttpResponse<byte[]> foreign = send(request("/files").header("Origin", "https://evil.example"));
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(text(foreign)).contains("foreign-origin");
  }

  void sendsTheSecondHalfWhenTheFirstIsStored() throws IOException, InterruptedException {
    String id = open();
    String ticket = found(TICKET, text(json("POST", "/uploads/" + id + "/ticket", "{}", 201)));
    int half = bytes.length / 2;
    InputStream first = new ByteArrayInputStream(bytes, 0, half);
    InputStream second = new ByteArrayInputStream(bytes, half, half);
    InputStream both = new SequenceInputStream(first, new Gated(second, () -> awaitBytes(id)));
    HttpResponse<byte[]> sent =
        client.send(
            HttpRequest.newBuilder(URI.create(url + ticket))
                .PUT(
                    BodyPublishers.fromPublisher(
                        BodyPublishers.ofInputStream(() -> both), bytes.length))
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(sent.statusCode()).as(text(sent)).isEqualTo(200);
    assertThat(content(id)).isEqualTo(bytes);
  }

  private void awaitBytes(String id) throws IOException {
    try {
      for (int look = 0; look < LOOKS; look++) {
        HttpResponse<byte[]> file =
            send(
                HttpRequest.newBuilder(URI.create(behind + "/files/" + id + "?wait=10s"))
                    .header("Authorization", "Bearer " + ServiceCommand.KEY));
        if (!found(SIZE, text(file)).equals("0")) {
          return;
        }
      }
      throw new IOException("the proxy keeps the body back");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Reads on only when something has happened. */
  private static final class Gated extends InputStream {

    private final InputStream rest;
    private final Event event;
    private boolean happened;

    @FunctionalInterface
    interface Event {
      void await() throws IOException;
    }

    Gated(InputStream rest, Event event) {
      this.rest = rest;
      this.event = event;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
      if (!happened) {
        event.await();
        happened = true;
      }
      return rest.read(target, offset, count);
    }
  }

  private String open() throws IOException, InterruptedException {
    return found(ID, text(json("POST", "/uploads", "{\"filename\":\"a.txt\"}", 201)));
  }

  private byte[] content(String id) throws IOException, InterruptedException {
    return send(request("/files/" + id + "/content")).body();
  }

  private HttpResponse<byte[]> json(String method, String path, String json, int status)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        send(
            request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json)));
    assertThat(response.statusCode()).as(text(response)).isEqualTo(status);
    return response;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .header("Authorization", "Bearer " + ServiceCommand.KEY);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  @Override
  public void close() {
    client.close();
  }
}
