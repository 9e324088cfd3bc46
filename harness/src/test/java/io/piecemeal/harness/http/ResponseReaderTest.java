package io.piecemeal.harness.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseReaderTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void answersAreReadHoweverTheyAreCut(int piece) throws IOException {
    ResponseReader reader =
        reader(
            piece,
            String.join(
                "\r\n",
                "HTTP/1.1 200 OK",
                "content-length: 7",
                "X: y",
                "",
                "hello",
                "HTTP/1.1 204 No Content",
                "",
                "HTTP/1.1 404 Not Found",
                "Content-Length: 2",
                "",
                "no"));

    ResponseHead first = reader.readHead();
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.succeeded()).isTrue();
    assertThat(first.header("x")).hasValue("y");
    assertThat(first.header("content")).isEmpty();
    assertThat(reader.readBody(first)).asString().isEqualTo("hello\r\n");

    ResponseHead second = reader.readHead();
    assertThat(second.status()).isEqualTo(204);
    reader.discardBody(second);

    ResponseHead third = reader.readHead();
    assertThat(third.succeeded()).isFalse();
    reader.discardBody(third);
    assertThatThrownBy(reader::readHead).isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000})
  void bodyMayComeInPiecesThatSayHowLongTheyAre(int piece) throws IOException {
    ResponseReader reader =
        reader(
            piece,
            String.join(
                "\r\n",
                "HTTP/1.1 201 Created",
                "Transfer-Encoding: chunked",
                "",
                "a",
                "0123456789",
                "2",
                "ab",
                "0",
                "",
                "HTTP/1.1 200 OK",
                "Content-Length: 0",
                "",
                ""));

    assertThat(reader.readBody(reader.readHead())).asString().isEqualTo("0123456789ab");
    assertThat(reader.readHead().status()).isEqualTo(200);
  }

  @Test
  void longBodyIsDiscardedToItsEnd() throws IOException {
    String body = "x".repeat(1_000_000);
    ResponseReader reader =
        reader(
            65_536,
            "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
                + body
                + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

    reader.discardBody(reader.readHead());

    assertThat(reader.readHead().contentLength()).isZero();
  }

  @Test
  void answerWithoutALengthIsRefused() {
    ResponseReader reader = reader(100, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");

    assertThatThrownBy(reader::readHead).hasMessageContaining("without a length");
  }

  @Test
  void otherProtocolIsRefused() {
    ResponseReader reader = reader(100, "SSH-2.0-OpenSSH\r\n\r\n");

    assertThatThrownBy(reader::readHead).hasMessageContaining("SSH-2.0");
  }

  private static ResponseReader reader(int piece, String text) {
    return new ResponseReader(
        new Pieces(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)), piece));
  }

  /** Gives a few bytes at each read. */
  private record Pieces(ByteBuffer bytes, int piece) implements ReadableByteChannel {

    @Override
    public int read(ByteBuffer target) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int count = Math.min(Math.min(piece, bytes.remaining()), target.remaining());
      target.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
