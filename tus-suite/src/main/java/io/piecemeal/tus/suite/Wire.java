package io.piecemeal.tus.suite;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;

/** A connection that sends what it is told to, byte for byte. */
final class Wire implements AutoCloseable {

  private static final int LONGEST_LINE = 64 << 10;
  private static final int LONGEST_BODY = 64 << 20;
  private static final int HEXADECIMAL = 16;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /**
   * Connects.
   *
   * @param patience how long an answer may bring nothing; then there is a {@link
   *     java.net.SocketTimeoutException}
   */
  static Wire open(URI to, Duration patience) throws IOException {
    boolean secure = "https".equals(to.getScheme());
    int port = to.getPort() >= 0 ? to.getPort() : secure ? 443 : 80;
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(to.getHost(), port), (int) patience.toMillis());
      Socket spoken =
          secure
              ? ((SSLSocketFactory) SSLSocketFactory.getDefault())
                  .createSocket(socket, to.getHost(), port, true)
              : socket;
      spoken.setSoTimeout((int) patience.toMillis());
      return new Wire(spoken);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  Wire send(String bytes) throws IOException {
    out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    return this;
  }

  /** The answer to a request, without the provisional ones before it. */
  Answer answer(Call to) throws IOException {
    Answer answer = next(to);
    while (answer.status() < 200) {
      answer = next(to);
    }
    return answer;
  }

  /** The next answer, which may be a provisional one. */
  Answer next(Call to) throws IOException {
    String first = line();
    if (!first.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
      throw new IOException("no answer of HTTP/1.1: " + first);
    }
    int status = Integer.parseInt(first.substring(9, 12));
    Map<String, List<String>> fields = fields();
    String name = "%s %s".formatted(to.method(), to.target().getRawPath());
    return new Answer(name, status, fields, hasBody(to, status) ? body(fields) : "");
  }

  private static boolean hasBody(Call to, int status) {
    return !to.method().equals("HEAD") && status >= 200 && status != 204 && status != 304;
  }

  private Map<String, List<String>> fields() throws IOException {
    Map<String, List<String>> fields = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new IOException("no header field: " + line);
      }
      fields
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return fields;
  }

  private String body(Map<String, List<String>> fields) throws IOException {
    if (fields.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
      StringBuilder body = new StringBuilder();
      for (int length = chunkLength(); length > 0; length = chunkLength()) {
        body.append(bytes(length));
        line();
      }
      fields();
      return body.toString();
    }
    List<String> length = fields.getOrDefault("content-length", List.of());
    return length.isEmpty()
        ? new String(in.readNBytes(LONGEST_BODY), StandardCharsets.ISO_8859_1)
        : bytes(Integer.parseInt(length.getFirst()));
  }

  private int chunkLength() throws IOException {
    return Integer.parseInt(line().split(";", 2)[0].strip(), HEXADECIMAL);
  }

  private String bytes(int length) throws IOException {
    if (length > LONGEST_BODY) {
      throw new IOException("a body of %d bytes".formatted(length));
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the body of an answer broke off");
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the server closed the connection without an answer");
      }
      if (line.length() > LONGEST_LINE) {
        throw new IOException("a line of more than %d bytes".formatted(LONGEST_LINE));
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
