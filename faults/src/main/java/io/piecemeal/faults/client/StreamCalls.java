package io.piecemeal.faults.client;

import io.piecemeal.harness.service.ServiceCommand;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;

/**
 * Requests of dialects that send files as streams, each over a connection of its own. What is
 * answered while a body is sent is told at once.
 */
public record StreamCalls(Dialect dialect, int port) {

  private static final int PATIENCE = Math.toIntExact(Duration.ofMinutes(5).toMillis());
  private static final int BLOCK = 64 << 10;
  private static final int INTERIM = 200;

  /** How the protocol is spelled. */
  public enum Dialect {
    TUS("/tus", "Tus-Resumable: 1.0.0", "application/offset+octet-stream"),
    IETF("/rufh", "Upload-Draft-Interop-Version: 8", "application/partial-upload");

    private final String path;
    private final String always;
    private final String type;

    Dialect(String path, String always, String type) {
      this.path = path;
      this.always = always;
      this.type = type;
    }
  }

  /** An answer that is not interim; names of fields are in lower case. */
  public record Reply(int status, Map<String, String> fields) {

    /** Where the upload ends, if that is told; else -1. */
    public long offset() {
      return Long.parseLong(fields.getOrDefault("upload-offset", "-1"));
    }
  }

  /** Creates an upload without bytes; the id is the end of its Location. */
  public Reply create(long length) throws IOException {
    return send("POST", dialect.path, with("?0", "Upload-Length: " + length));
  }

  /** Asks how far an upload is. */
  public Reply look(String id) throws IOException {
    return send("HEAD", dialect.path + "/" + id, List.of());
  }

  private List<String> with(String complete, String... fields) {
    List<String> all = new ArrayList<>(List.of(fields));
    if (dialect == Dialect.IETF) {
      all.add("Upload-Complete: " + complete);
    }
    return all;
  }

  private Reply send(String method, String path, List<String> fields) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(head(method, path, fields, 0));
      return read(new BufferedInputStream(socket.getInputStream()), _ -> {});
    }
  }

  /**
   * Sends the end of a file.
   *
   * @param announced is told of each offset that is answered while the bytes are sent
   */
  public Reply append(String id, byte[] bytes, int offset, LongConsumer announced)
      throws IOException, InterruptedException {
    try (Socket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      List<String> fields = with("?1", "Content-Type: " + dialect.type, "Upload-Offset: " + offset);
      out.write(head("PATCH", dialect.path + "/" + id, fields, bytes.length - offset));
      InputStream in = new BufferedInputStream(socket.getInputStream());
      CompletableFuture<Reply> reply = new CompletableFuture<>();
      Thread.startVirtualThread(
          () -> {
            try {
              reply.complete(read(in, announced));
            } catch (IOException | RuntimeException e) {
              reply.completeExceptionally(e);
            }
          });
      write(out, bytes, offset, reply);
      // Also where writing failed: what was answered until then counts.
      return reply.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private static void write(
      OutputStream out, byte[] bytes, int offset, CompletableFuture<Reply> reply) {
    try {
      for (int at = offset; at < bytes.length && !reply.isDone(); at += BLOCK) {
        out.write(bytes, at, Math.min(BLOCK, bytes.length - at));
      }
    } catch (IOException cut) {
      System.getLogger(StreamCalls.class.getName()).log(System.Logger.Level.DEBUG, "cut", cut);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE);
    return socket;
  }

  private byte[] head(String method, String path, List<String> fields, long length) {
    StringBuilder head = new StringBuilder();
    head.append("%s %s HTTP/1.1\r\nHost: localhost\r\n".formatted(method, path));
    head.append(ServiceCommand.AUTHORIZATION).append("\r\n");
    head.append(dialect.always).append("\r\n");
    fields.forEach(field -> head.append(field).append("\r\n"));
    head.append("Content-Length: %d\r\n\r\n".formatted(length));
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Reply read(InputStream in, LongConsumer announced) throws IOException {
    while (true) {
      int status = Integer.parseInt(line(in).split(" ", 3)[1]);
      Map<String, String> fields = new TreeMap<>();
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        String[] field = line.split(":", 2);
        fields.put(field[0].toLowerCase(Locale.ROOT), field[1].strip());
      }
      Reply reply = new Reply(status, fields);
      if (status >= INTERIM) {
        return reply;
      }
      if (reply.offset() >= 0) {
        announced.accept(reply.offset());
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the answer broke off");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }
}
