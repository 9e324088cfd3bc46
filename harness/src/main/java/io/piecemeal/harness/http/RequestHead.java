package io.piecemeal.harness.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The head of a request.
 *
 * @param line method and target
 * @param headers lines without their ends; Host and Content-Length are added
 */
public record RequestHead(String line, List<String> headers) {

  /** A head with these header lines. */
  public static RequestHead of(String method, String target, String... headers) {
    return new RequestHead(method + " " + target, List.of(headers));
  }

  /** The same with another header line. */
  public RequestHead with(String header) {
    return new RequestHead(line, Stream.concat(headers.stream(), Stream.of(header)).toList());
  }

  /** The bytes to send. */
  public ByteBuffer toBytes(String host, long contentLength) {
    StringBuilder text = new StringBuilder(line).append(" HTTP/1.1\r\nHost: ").append(host);
    headers.forEach(header -> text.append("\r\n").append(header));
    text.append("\r\nContent-Length: ").append(contentLength).append("\r\n\r\n");
    return ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.ISO_8859_1));
  }
}
