package io.piecemeal.adapters.http.fastpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.piecemeal.domain.storage.ByteCount;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests take the short way: appends that leave no question open. */
class AppendHeadTest {

  static final String ID = "ako5rgx309ehwlbqprs8s2xxnsp0y85q";
  private static final ByteCount CAP = new ByteCount(1000);

  @Test
  void plainAppendIsTakenWithAllThatIsNeededOfIt() {
    AppendHead head = readWith("X-Request-Id", "mine-1").orElseThrow();
    assertThat(head.file().value()).isEqualTo(ID);
    assertThat(head.token()).isEqualTo("a-key");
    assertThat(head.length().value()).isEqualTo(17);
    assertThat(head.requestId()).isEqualTo("mine-1");
  }

  @Test
  void itsTextHoldsNoKey() {
    assertThat(read(plain()).orElseThrow().toString()).contains(ID).doesNotContain("a-key");
  }

  @Test
  void harmfulRequestIdIsReplaced() {
    assertThat(readWith("X-Request-Id", "a b").orElseThrow().requestId()).matches("[0-9a-f]{16}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Type|Application/JSON",
        "Content-Type|application/json; charset=UTF-8",
        "Content-Length|1000",
        "Accept|application/json",
        "Accept|application/json, text/plain, */*",
        "User-Agent|anything"
      })
  void harmlessVariantsAreTaken(String name, String value) {
    assertThat(readWith(name, value)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Type|text/plain",
        "Content-Type|application/json; charset=latin1",
        "Content-Length|0",
        "Content-Length|1001",
        "Content-Encoding|gzip",
        "Content-Encoding|identity",
        "Transfer-Encoding|chunked",
        "Expect|100-continue",
        "Upgrade|h2c",
        "Accept|text/html",
        "Authorization|Basic abc",
        "Authorization|bearer a-key"
      })
  void whateverLeavesAQuestionOpenIsLeftToTheRouter(String name, String value) {
    assertThat(readWith(name, value)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Type", "Content-Length", "Authorization"})
  void requestWithoutOneOfThemIsLeftToTheRouter(String name) {
    HttpRequest request = plain();
    request.headers().remove(name);
    assertThat(read(request)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/uploads/" + ID + "/complete",
        "/uploads/" + ID + "?x=1",
        "/uploads/short",
        "/uploads/",
        "/files/" + ID,
        "http://host/uploads/" + ID,
        "/uploads/%61ko5rgx309ehwlbqprs8s2xxnsp0y85q"
      })
  void otherPathsAreLeftToTheRouter(String path) {
    HttpRequest request = plain();
    request.setUri(path);
    assertThat(read(request)).isEmpty();
  }

  @Test
  void otherMethodsAndVersionsAreLeftToTheRouter() {
    HttpRequest post = plain();
    post.setMethod(HttpMethod.POST);
    HttpRequest old = plain();
    old.setProtocolVersion(HttpVersion.HTTP_1_0);
    assertThat(read(post)).isEmpty();
    assertThat(read(old)).isEmpty();
  }

  /** The plain request, but for one field. */
  private static Optional<AppendHead> readWith(String name, String value) {
    HttpRequest request = plain();
    request.headers().set(name, value);
    return read(request);
  }

  private static Optional<AppendHead> read(HttpRequest request) {
    return AppendHead.of(request, CAP);
  }

  static HttpRequest plain() {
    HttpRequest request =
        new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.PUT, "/uploads/" + ID);
    request.headers().set("Authorization", "Bearer a-key");
    request.headers().set("Content-Type", "application/json");
    request.headers().set("Content-Length", "17");
    return request;
  }
}
