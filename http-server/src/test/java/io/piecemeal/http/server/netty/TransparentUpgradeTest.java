package io.piecemeal.http.server.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransparentUpgradeTest {

  @ParameterizedTest
  @CsvSource({
    "POST, /files, Upload-Complete, ?1, , , /up",
    "POST, /files, Upload-Complete, ?0, Content-Type, text/plain, /up",
    "POST, /files, Upload-Complete, true, , , /files",
    "POST, /files, Upload-Complete, ?1, Content-Type, Multipart/form-data, /files",
    "POST, /files, Upload-Incomplete, ?1, Upload-Draft-Interop-Version, 3, /up",
    "POST, /files, Upload-Incomplete, ?1, Upload-Draft-Interop-Version, 6, /files",
    "POST, /openai/v1/files, Upload-Complete, ?1, , , /openai/v1/files",
    "GET, /files, Upload-Complete, ?1, , , /files",
    "OPTIONS, /files, , , , , /up",
    "OPTIONS, *, , , , , /up",
    "OPTIONS, /uploads, , , , , /uploads"
  })
  void goesWhereItIsMeantToGo(
      String method,
      String from,
      String name,
      String value,
      String other,
      String otherValue,
      String to) {
    HttpRequest request =
        new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), from);
    if (name != null) {
      request.headers().set(name, value);
    }
    if (other != null) {
      request.headers().set(other, otherValue);
    }
    EmbeddedChannel channel = new EmbeddedChannel(new TransparentUpgrade("/files", "/up"));

    channel.writeInbound(request);

    assertThat(channel.<HttpRequest>readInbound().uri()).isEqualTo(to);
  }
}
