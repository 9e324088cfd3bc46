package io.piecemeal.harness.proxy;

import io.piecemeal.harness.http.HeaderLines;
import io.piecemeal.harness.proxy.Action.Said;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One request on a connection of its own, and what is done to it. */
final class Exchange {

  private static final int SLICES_PER_SECOND = 20;
  private static final int MILLIS_PER_SECOND = 1000;
  private static final int LETTER_CASE = 0x20;

  private final Socket client;
  private final InetSocketAddress upstream;
  private final ProxiedRequest request;

  /** How the whole proxy is made to refuse connections. */
  @FunctionalInterface
  interface Outage {
    void begin(Duration time);
  }

  Exchange(Socket client, InetSocketAddress upstream, ProxiedRequest request) {
    this.client = client;
    this.upstream = upstream;
    this.request = request;
  }

  /**
   * Does it. The connection ends in each case; by an answer's end, or by a reset.
   *
   * @throws IOException if one of the two went away
   */
  void perform(Action action, Outage outage) throws IOException, InterruptedException {
    switch (action) {
      case Action.Forward _ -> give(answer());
      case Action.Refuse _ -> reset();
      case Action.CutRequest(int bytes) -> cut(bytes);
      case Action.LoseAnswer _ -> {
        answer();
        reset();
      }
      case Action.CutAnswer(int bytes) -> cutAnswer(answer(), bytes);
      case Action.Answer(Said said, boolean after) -> say(said, after);
      case Action.LimitBody(int bytes) -> limit(bytes);
      case Action.BreakLargeBody(int bytes) -> breakLarge(bytes);
      case Action.Duplicate _ -> {
        byte[] body = request.body();
        answer(body);
        give(answer(body));
      }
      case Action.SlowAnswer(int bytesPerSecond) -> giveSlowly(answer(), bytesPerSecond);
      case Action.CorruptRequest(int at) -> give(answer(corrupted(at)));
      case Action.CorruptAnswer(int at) -> {
        byte[] answer = answer();
        answer[endOfHead(answer) + at] ^= 1;
        give(answer);
      }
      case Action.Stall _ -> {
        request.body();
        // Until the client gives up.
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
      }
      case Action.Down(Duration time) -> {
        outage.begin(time);
        reset();
      }
    }
  }

  private byte[] answer() throws IOException {
    return answer(request.body());
  }

  /** The whole answer, as it stands on the wire. */
  private byte[] answer(byte[] body) throws IOException {
    try (Socket service = new Socket(upstream.getAddress(), upstream.getPort())) {
      service.getOutputStream().write(request.forwardedHead());
      service.getOutputStream().write(body);
      return closing(withoutInterim(service.getInputStream().readAllBytes()));
    }
  }

  /** Says that the connection ends with the answer. Not every server that is asked to does. */
  private static byte[] closing(byte[] answer) throws IOException {
    String head = ProxiedRequest.readHead(new ByteArrayInputStream(answer));
    if (HeaderLines.find(head, "connection").isPresent()) {
      return answer;
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int fields = head.indexOf('\n') + 1;
    said.write(answer, 0, fields);
    said.write("Connection: close\r\n".getBytes(StandardCharsets.ISO_8859_1));
    said.write(answer, fields, answer.length - fields);
    return said.toByteArray();
  }

  private static byte[] withoutInterim(byte[] answer) throws IOException {
    if (!new String(answer, 0, Math.min(answer.length, 12), StandardCharsets.ISO_8859_1)
        .startsWith("HTTP/1.1 1")) {
      return answer;
    }
    InputStream in = new ByteArrayInputStream(answer);
    ProxiedRequest.readHead(in);
    return withoutInterim(in.readAllBytes());
  }

  private void give(byte[] answer) throws IOException {
    client.getOutputStream().write(answer);
    client.shutdownOutput();
    // A client that still sends would lose the answer by a reset.
    client.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  private void reset() throws IOException {
    client.setSoLinger(true, 0);
    client.close();
  }

  private void cut(int bytes) throws IOException {
    try (Socket service = new Socket(upstream.getAddress(), upstream.getPort())) {
      service.getOutputStream().write(request.forwardedHead());
      service.getOutputStream().write(request.beginningOfBody(bytes));
    }
    reset();
  }

  private void cutAnswer(byte[] answer, int bytes) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(answer, 0, Math.min(answer.length, endOfHead(answer) + bytes));
    out.flush();
    // An end and no reset, which could overtake the bytes.
    client.shutdownOutput();
  }

  private void giveSlowly(byte[] answer, int bytesPerSecond)
      throws IOException, InterruptedException {
    int slice = Math.max(1, bytesPerSecond / SLICES_PER_SECOND);
    for (int at = 0; at < answer.length; at += slice) {
      client.getOutputStream().write(answer, at, Math.min(slice, answer.length - at));
      Thread.sleep(MILLIS_PER_SECOND / SLICES_PER_SECOND);
    }
    client.shutdownOutput();
  }

  private void limit(int bytes) throws IOException {
    if (request.length() <= bytes) {
      give(answer());
      return;
    }
    client
        .getOutputStream()
        .write(page(413, "", "<html><h1>413 Request Entity Too Large</h1></html>"));
    client.shutdownOutput();
    client.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  private void breakLarge(int bytes) throws IOException {
    if (request.length() <= bytes) {
      give(answer());
    } else {
      request.beginningOfBody(bytes);
      reset();
    }
  }

  private void say(Said said, boolean after) throws IOException {
    byte[] body = request.body();
    if (after) {
      answer(body);
    }
    StringBuilder more = new StringBuilder();
    said.retryAfter()
        .ifPresent(seconds -> more.append("Retry-After: ").append(seconds).append("\r\n"));
    if (said.code().isEmpty()) {
      give(
          page(
              said.status(), more.toString(), "<html><h1>%d</h1></html>".formatted(said.status())));
    } else {
      String problem =
          """
          {"type":"about:blank","title":"A fault","status":%d,"detail":"A fault.","message":"A fault.","code":"%s","retryable":%b,"request_id":"fault"}"""
              .formatted(said.status(), said.code(), said.retryable());
      give(answer(said.status(), more.toString(), "application/problem+json", problem));
    }
  }

  private static byte[] page(int status, String more, String html) {
    return answer(status, more, "text/html", html);
  }

  private static byte[] answer(int status, String more, String type, String body) {
    return """
        HTTP/1.1 %d Fault\r
        Content-Type: %s\r
        Content-Length: %d\r
        %sConnection: close\r
        \r
        %s"""
        .formatted(status, type, body.length(), more, body)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private byte[] corrupted(int at) throws IOException {
    byte[] body = request.body();
    int letter = at;
    while (!Character.isLetter(body[letter])) {
      letter++;
    }
    body[letter] ^= LETTER_CASE;
    return body;
  }

  private static int endOfHead(byte[] answer) throws IOException {
    return ProxiedRequest.readHead(new ByteArrayInputStream(answer)).length();
  }
}
