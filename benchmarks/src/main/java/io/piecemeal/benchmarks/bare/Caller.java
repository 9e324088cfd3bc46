package io.piecemeal.benchmarks.bare;

import io.piecemeal.chunk.codec.ChunkBodyScanner;
import io.piecemeal.harness.http.HeaderLines;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;

/** Answers the requests of a connection. Whatever is wrong ends it without an answer. */
record Caller(Socket socket, ChunkBodyScanner scanner, Path files, SessionRows.Database database)
    implements Runnable {

  private static final String KEY = "Bearer " + ServiceCommand.KEY;
  private static final String OPEN = "POST /uploads ";
  private static final String APPEND = "PUT /uploads/";

  @Override
  public void run() {
    try (socket;
        SessionRows rows = database.connect();
        ChunkFile file = new ChunkFile(files)) {
      RequestReader requests = new RequestReader(socket.getInputStream());
      OutputStream answers = socket.getOutputStream();
      for (String head = requests.nextHead(); !head.isEmpty(); head = requests.nextHead()) {
        answers.write(answer(head, requests, rows, file));
      }
    } catch (IOException | SQLException | IllegalArgumentException failure) {
      System.err.println("a connection ends: " + failure);
    }
  }

  private byte[] answer(String head, RequestReader body, SessionRows rows, ChunkFile file)
      throws IOException, SQLException {
    body.begin(HeaderLines.find(head, "content-length").map(Long::parseLong).orElse(0L));
    if (!HeaderLines.find(head, "authorization").orElse("").equals(KEY)) {
      throw new IOException("a wrong key");
    }
    if (head.startsWith(APPEND)) {
      UUID session = UUID.fromString(head.substring(APPEND.length(), head.indexOf(" HTTP/")));
      file.select(session);
      scanner.scan(body, file);
      return answer("200 OK", session, rows.append(session, file.sync()));
    }
    if (head.startsWith(OPEN)) {
      long _ = body.transferTo(OutputStream.nullOutputStream());
      UUID session = UUID.randomUUID();
      ChunkFile.create(files, session);
      rows.add(session);
      return answer("201 Created", session, 0);
    }
    throw new IOException("no such operation: " + head.lines().findFirst().orElse(""));
  }

  private static byte[] answer(String status, UUID session, long size) {
    String json =
        "{\"file_id\":\"" + session + "\",\"size\":" + size + ",\"next_offset\":" + size + "}";
    String head = "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: ";
    return (head + json.length() + "\r\n\r\n" + json).getBytes(StandardCharsets.ISO_8859_1);
  }
}
