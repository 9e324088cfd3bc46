package io.piecemeal.e2e;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A connection of HTTP/1.1 that shows every answer, also those before the answer. */
final class HttpSocket implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final Deque<String> due = new ArrayDeque<>();

  HttpSocket(int port) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** An answer as it came; names of fields are in lower case. */
  record Came(int status, Map<String, String> fields, String body) {

    boolean isInterim() {
      return status < 200;
    }

    /** Empty if the field is not there. */
    String field(String name) {
      return fields.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    Map<String, Object> json() {
      return Json.read(body.getBytes(StandardCharsets.UTF_8));
    }
  }

  HttpSocket send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  HttpSocket send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** A head; fields are names and values in turn, and those without a value are left out. */
  HttpSocket head(String method, String path, String... fields) throws IOException {
    due.add(method);
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
    for (int i = 0; i < fields.length; i += 2) {
      if (!fields[i + 1].isEmpty()) {
        head.append(fields[i]).append(": ").append(fields[i + 1]).append("\r\n");
      }
    }
    return send(head.append("\r\n").toString());
  }

  /** The next answer, interim or not, with its body if it has a length. */
  Came next() throws IOException {
    String status = line();
    Map<String, String> fields = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int code = Integer.parseInt(status.substring(9, 12));
    int length = Integer.parseInt(fields.getOrDefault("content-length", "0"));
    String method = code < 200 || due.isEmpty() ? "" : due.remove();
    boolean bodiless = code < 200 || code == 204 || method.equals("HEAD");
    byte[] body = bodiless ? new byte[0] : in.readNBytes(length);
    return new Came(code, fields, new String(body, StandardCharsets.UTF_8));
  }

  /** All answers up to the one that is not interim. */
  List<Came> all() throws IOException {
    List<Came> came = new ArrayList<>();
    do {
      came.add(next());
    } while (came.getLast().isInterim());
    return came;
  }

  /** The next answer that is not interim. */
  Came answer() throws IOException {
    return all().getLast();
  }

  /** Whether the other side ends the connection before another answer. */
  boolean isEnded() {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended after: " + line);
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
