package io.piecemeal.e2e.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a form holds is what is stored, however the network cuts it, or nothing is. */
class FormOverTheWireTest {

  private static final String HEAD =
      "POST /files HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer "
          + ServiceUnderTest.ALICE
          + "\r\nContent-Type: multipart/form-data; boundary=x\r\n";

  private static final String PART =
      "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";

  private static final String END = "\r\n--x--\r\n";

  @ParameterizedTest
  @ValueSource(strings = {"hello", "he\n--x\r\nllo", "he\n--x--\r\nllo", "\r\n--\r", "\n", ""})
  void isStoredAsItIsCutIntoTwoHttpChunksAnywhere(String content) throws Exception {
    byte[] form = form(content);
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port())) {
      for (int cut = 1; cut < form.length; cut++) {
        connection.start(inTwoChunks(form, cut));
        requireStored(connection.answer(), content, cut);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "hello\n--x\r"})
  void isStoredAsItIsCutIntoTwoPacketsAroundItsDelimiters(String content) throws Exception {
    byte[] form = form(content);
    int from = PART.length();
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port())) {
      for (int cut = from - 5; cut < form.length; cut++) {
        connection.sendAlone(head("Content-Length: " + form.length));
        connection.sendAlone(Arrays.copyOf(form, cut));
        connection.start(Arrays.copyOfRange(form, cut, form.length));
        requireStored(connection.answer(), content, cut);
      }
    }
  }

  @Test
  void isStoredWhereEachByteIsAnHttpChunk() throws Exception {
    String content = "hello\r\n--\r\n".repeat(1000);
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head("Transfer-Encoding: chunked"));
    for (byte octet : form(content)) {
      chunk(request, new byte[] {octet});
    }
    chunk(request, new byte[0]);
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port())) {
      connection.start(request.toByteArray());
      requireStored(connection.answer(), content, 1);
    }
  }

  @Test
  void isAskedForWhereItsSenderWaits() throws Exception {
    byte[] form = form("hello");
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port())) {
      connection.start(head("Expect: 100-continue\r\nContent-Length: " + form.length));
      assertThat(connection.head()).startsWith("HTTP/1.1 100 ");
      connection.start(form);
      requireStored(connection.answer(), "hello", 0);
    }
  }

  @Test
  void isRefusedAtAFieldOfTwentyMebibytesBeforeThatHasCome() throws Exception {
    String field = "--x\r\nContent-Disposition: form-data; name=\"comment\"\r\n\r\n";
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port())) {
      ByteArrayOutputStream beginning = new ByteArrayOutputStream();
      beginning.writeBytes(head("Content-Length: " + (20 << 20)));
      beginning.writeBytes((field + "a".repeat(100_000)).getBytes(UTF_8));
      connection.start(beginning.toByteArray());
      RawAnswer answer = connection.answer();
      assertThat(answer.status()).as(answer.text()).isEqualTo(422);
      assertThat(answer.text()).contains("\"unknown-field\"", "\"field\":\"comment\"");
    }
  }

  private static byte[] head(String header) {
    return (HEAD + header + "\r\n\r\n").getBytes(UTF_8);
  }

  private static byte[] form(String content) {
    return (PART + content + END).getBytes(UTF_8);
  }

  private static byte[] inTwoChunks(byte[] form, int cut) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head("Transfer-Encoding: chunked"));
    chunk(request, Arrays.copyOf(form, cut));
    chunk(request, Arrays.copyOfRange(form, cut, form.length));
    chunk(request, new byte[0]);
    return request.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream request, byte[] bytes) {
    request.writeBytes("%x\r\n".formatted(bytes.length).getBytes(UTF_8));
    request.writeBytes(bytes);
    request.writeBytes("\r\n".getBytes(UTF_8));
  }

  private static void requireStored(RawAnswer answer, String content, int cut) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
    assertThat(answer.status()).as("cut at %d: %s", cut, answer.text()).isEqualTo(201);
    assertThat(answer.text())
        .as("cut at %d", cut)
        .contains("\"size\":" + content.length() + ",")
        .contains(HexFormat.of().formatHex(digest));
  }
}
