package io.piecemeal.http.server.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is malformed does not depend on how the network cuts it to pieces. */
class StrictRequestDecoderTest {

  private static final String GOOD =
      "PUT /a HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\n a\r\n";

  private static final String CHUNKED =
      "PUT /a HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 64, 10_000})
  void takesRequestsOneAfterAnother(int piece) {
    assertThat(uris("\r\n\r\n" + GOOD + GOOD + "\r\n" + GOOD, piece))
        .containsExactly("/a", "/a", "/a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT /a HTTP/1.1\r\nHost: t\r\n folded\r\n\r\n",
        "PUT /a HTTP/1.1\r\nHost: t\r\n\tfolded\r\n\r\n",
        "PUT /a HTTP/1.1\r\n Host: t\r\n\r\n",
        "PUT  /a HTTP/1.1\r\nHost: t\r\n\r\n",
        "PUT /a  HTTP/1.1\r\nHost: t\r\n\r\n",
        "PUT\t/a HTTP/1.1\r\nHost: t\r\n\r\n",
        " PUT /a HTTP/1.1\r\nHost: t\r\n\r\n",
        "PUT /a HTTP/1.1 \r\nHost: t\r\n\r\n",
        "PUT /a b HTTP/1.1\r\nHost: t\r\n\r\n",
        "PUT /a\r\n\r\n",
        "PUT /a HTTP/1.1\nHost: t\r\n\r\n",
        "\nPUT /a HTTP/1.1\r\nHost: t\r\n\r\n",
      })
  void refusesWhatIsMalformedAndAllBehindIt(String malformed) {
    for (int piece : new int[] {1, 2, 3, 5, 7, 10_000}) {
      assertThat(uris(GOOD + malformed + GOOD, piece)).containsExactly("/a", "malformed");
      assertThat(uris("\r\n\r\n" + malformed + GOOD, piece)).containsExactly("malformed");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 64, 10_000})
  void takesTrailersThatStandInALineEach(int piece) {
    String trailed = CHUNKED + "1;a=b\r\n0\r\n000;x\r\nA: b\r\nC:  d e\r\n\r\n";
    assertThat(uris(trailed + GOOD, piece)).containsExactly("/a", "/a");
    assertThat(uris(CHUNKED + "0\r\n\r\n" + GOOD, piece)).containsExactly("/a", "/a");
    // Data is no line, whatever it looks like.
    assertThat(uris(CHUNKED + "6\r\n0\r\n a:\r\n0\r\n\r\n" + GOOD, piece))
        .containsExactly("/a", "/a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0\r\nA: b\r\n folded\r\n\r\n",
        "0\r\nA: b\r\n\tfolded\r\n\r\n",
        "0\r\n A: b\r\n\r\n",
        "00;x=y\r\nA: b\r\nC: d\r\n e\r\n\r\n",
        "1\r\n0\r\n0\r\nA: b\r\n folded\r\n\r\n"
      })
  void refusesFoldedTrailersAndAllBehindThem(String body) {
    for (int piece : new int[] {1, 2, 3, 5, 7, 10_000}) {
      assertThat(uris(CHUNKED + body + GOOD, piece)).containsExactly("/a", "malformed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "Close", "close, x", "x, close", "keep-alive,close"})
  void everyCloseIsOneThatTheFrameworkUnderstands(String connection) {
    EmbeddedChannel channel =
        new EmbeddedChannel(new StrictRequestDecoder(new HttpDecoderConfig(), () -> true));
    String request = "GET / HTTP/1.1\r\nConnection: %s\r\n\r\n".formatted(connection);
    channel.writeInbound(Unpooled.copiedBuffer(request, StandardCharsets.ISO_8859_1));
    HttpRequest read = channel.readInbound();
    assertThat(read.headers().getAll("Connection")).containsExactly("close");
    channel.finishAndReleaseAll();
  }

  private static List<String> uris(String sent, int piece) {
    EmbeddedChannel channel =
        new EmbeddedChannel(new StrictRequestDecoder(new HttpDecoderConfig(), () -> true));
    byte[] bytes = sent.getBytes(StandardCharsets.ISO_8859_1);
    for (int at = 0; at < bytes.length; at += piece) {
      channel.writeInbound(Unpooled.copiedBuffer(bytes, at, Math.min(piece, bytes.length - at)));
    }
    List<String> uris = new ArrayList<>();
    for (HttpObject next = channel.readInbound(); next != null; next = channel.readInbound()) {
      if (!next.decoderResult().isSuccess()) {
        uris.add("malformed");
      } else if (next instanceof HttpRequest request) {
        uris.add(request.uri());
      }
      ReferenceCountUtil.release(next);
    }
    channel.finishAndReleaseAll();
    return uris;
  }
}
