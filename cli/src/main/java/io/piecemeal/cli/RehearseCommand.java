package io.piecemeal.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.piecemeal.client.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs the commands once with a service that only pretends, while the JVM records what they load
 * (ADR 66).
 */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Runs the commands for a record of their start.")
final class RehearseCommand implements Callable<Integer> {

  private static final String ID = "r".repeat(32);
  private static final byte[] BYTES = "rehearsed".getBytes(StandardCharsets.UTF_8);

  @Option(names = "--folder", required = true, description = "an empty folder")
  private Path folder = Path.of(".");

  @Override
  public Integer call() throws Exception {
    Path file = Files.write(Files.createDirectories(folder).resolve("file"), BYTES);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", RehearseCommand::answer);
    server.start();
    try {
      String url = "--url=http://127.0.0.1:" + server.getAddress().getPort();
      for (String[] command :
          new String[][] {
            {"put", url, file.toString()},
            {"put", url, "--json", "-"},
            {"get", url, "--force", "-o", folder.resolve("copy").toString(), ID},
            {"ls", url},
            {"ticket", url, ID},
            {"watch", url, ID},
            {"rm", url, ID},
            {"put", "--help"},
            {"completion", "bash"},
          }) {
        int exitCode = Main.run(quiet(), command);
        if (exitCode != ExitCode.DONE) {
          System.err.printf("%s ended with %d%n", command[0], exitCode);
          return exitCode;
        }
      }
      return ExitCode.DONE;
    } finally {
      server.stop(0);
    }
  }

  private Surroundings quiet() {
    String home = folder.toString();
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Surroundings(
        Map.of("HOME", home, "PIECEMEAL_KEY", "rehearsal"),
        new ByteArrayInputStream(BYTES),
        nowhere,
        nowhere,
        true);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (path.endsWith("/content")) {
      send(exchange, 200, BYTES);
    } else if (method.equals("DELETE")) {
      send(exchange, 204, new byte[0]);
    } else {
      boolean open = method.equals("POST") && path.equals("/uploads");
      Map<String, @Nullable Object> members = members(open);
      if (path.equals("/files")) {
        members = Map.of("data", List.of(members), "has_more", false);
      }
      if (path.endsWith("/chunks")) {
        members = Map.of("data", List.of(chunk()), "has_more", false);
      }
      // The rehearsed put finds its session as it was opened, and each other call a file that is
      // complete.
      send(exchange, open ? 201 : 200, Json.write(members).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Map<String, @Nullable Object> members(boolean open) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("file_id", ID);
    members.put("filename", "rehearsal");
    members.put("size", open ? 0 : BYTES.length);
    members.put("status", open ? "uploading" : "complete");
    members.put("sha256", open ? null : digest());
    for (String time : new String[] {"created_at", "updated_at", "expires_at"}) {
      members.put(time, "2026-01-01T00:00:00Z");
    }
    members.put("url", "http://127.0.0.1/tickets/x");
    members.put("offset", 0);
    members.put("max_chunk_bytes", 1024);
    members.put("recommended_chunk_bytes", 1024);
    members.put("max_file_bytes", 1024);
    return members;
  }

  private static Map<String, Object> chunk() {
    CRC32C check = new CRC32C();
    check.update(BYTES);
    return Map.of("offset", 0, "size", BYTES.length, "crc32c", "%08x".formatted(check.getValue()));
  }

  private static String digest() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has it", e);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("ETag", "\"1\"");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
