package io.piecemeal.e2e.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A download under way gives the bytes that the file had when it began, or breaks off: never fewer
 * bytes than it announced on a connection that goes on as if that were all.
 */
class DownloadSnapshotTest {

  private static final int CHUNK = 5 << 20;
  private static final int CHUNKS = 6;
  private static final byte[] BEFORE = new byte[CHUNK * CHUNKS];

  private String id = "";

  @BeforeEach
  void fill() throws IOException {
    Arrays.fill(BEFORE, (byte) 'a');
    id = Sessions.open("big.bin", "application/octet-stream");
    Sessions.call("POST /uploads/" + id + "/rewind", "{\"to_size\":0,\"if_size\":5}");
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      append("a", CHUNK);
    }
  }

  @Test
  void goesOnWhileTheFileGrows() throws IOException {
    assertThat(downloadWhile(() -> append("b", CHUNK))).isEqualTo(BEFORE.length);
  }

  @Test
  void goesOnWhileTheFileIsCompleted() throws IOException {
    assertThat(downloadWhile(() -> Sessions.call("POST /uploads/" + id + "/complete", "{}")))
        .isEqualTo(BEFORE.length);
  }

  @Test
  void isNotMixedWithWhatComesAfterARewind() throws IOException {
    downloadWhile(
        () -> {
          Sessions.call(
              "POST /uploads/" + id + "/rewind",
              "{\"to_size\":%d,\"if_size\":%d}".formatted(CHUNK, BEFORE.length));
          append("b", CHUNK);
          append("b", CHUNK);
        });
  }

  @Test
  void isNotCutShortByADelete() throws IOException {
    downloadWhile(() -> Sessions.call("DELETE /uploads/" + id, ""));
  }

  @Test
  void breaksOffWhereTheBytesAreLost() throws IOException {
    assertThat(downloadWhile(DownloadSnapshotTest::loseAllBytes)).isLessThan(BEFORE.length);
  }

  /** How many bytes came; all of them are those that the file had before. */
  private int downloadWhile(Change change) throws IOException {
    try (RawConnection connection = new RawConnection(ServiceUnderTest.port(), CHUNK / 100)) {
      connection.start(
          Sessions.get("/files/" + id + "/content", ServiceUnderTest.ALICE, "download")
              .getBytes(StandardCharsets.ISO_8859_1));
      String head = connection.head();
      assertThat(head).startsWith("HTTP/1.1 200 ").contains("content-length: " + BEFORE.length);
      change.make();
      byte[] body = connection.upTo(BEFORE.length);
      assertThat(Arrays.equals(body, Arrays.copyOf(BEFORE, body.length))).isTrue();
      if (body.length < BEFORE.length) {
        assertThat(connection.isEnded()).isTrue();
      } else {
        RawAnswer next =
            connection.exchange(Sessions.get("/limits", ServiceUnderTest.ALICE, "next"));
        assertThat(next.header("X-Request-Id")).isEqualTo("next");
      }
      return body.length;
    }
  }

  private void append(String letter, int count) throws IOException {
    Sessions.call(
        "PUT /uploads/" + id, "{\"encoding\":\"utf8\",\"data\":\"" + letter.repeat(count) + "\"}");
  }

  private static void loseAllBytes() throws IOException {
    try (Stream<Path> files = Files.walk(ServiceUnderTest.chunkDirectory())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }

  /** What happens to the file meanwhile. */
  private interface Change {
    void make() throws IOException;
  }
}
