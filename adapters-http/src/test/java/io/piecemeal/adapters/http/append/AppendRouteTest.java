package io.piecemeal.adapters.http.append;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.piecemeal.adapters.http.TestService;
import io.piecemeal.application.port.in.OpenUpload;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.http.server.direct.AnswerStream;
import io.piecemeal.testkit.Samples;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are appends, and which are left to the framework. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AppendRouteTest {

  private static final SocketAddress FROM =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000);
  private static final String BODY = "{\"data\":\"aGVs\"}";

  private final TestService service = new TestService();
  private final AppendRoute route = service.bean(AppendRoute.class);

  /** Nothing is said before the answer of an append. */
  private static final class NoStream implements AnswerStream {
    @Override
    public boolean start(HttpResponse head) {
      throw new AssertionError("started");
    }

    @Override
    public void send(byte[] piece) {
      throw new AssertionError("sent");
    }
  }

  @AfterAll
  void close() {
    service.close();
  }

  private static HttpRequest request(String method, String target) {
    HttpRequest request =
        new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), target);
    request
        .headers()
        .set("Authorization", "Bearer alice")
        .set("Content-Type", "application/json")
        .set("Content-Length", BODY.length());
    return request;
  }

  private boolean takes(String method, String target) {
    return route.match(request(method, target), FROM).isPresent();
  }

  /** The status and the body of the answer. */
  private String answer(String target) {
    FullHttpResponse answer =
        route
            .match(request("PUT", target), FROM)
            .orElseThrow()
            .answer(new ByteArrayInputStream(BODY.getBytes(UTF_8)), new NoStream());
    return answer.status().code() + " " + answer.content().toString(UTF_8);
  }

  private String open() {
    return service
        .bean(OpenUpload.class)
        .open(
            new OpenCommand(
                Samples.ALICE, new FileName("a"), ContentType.OCTET_STREAM, Declaration.NONE))
        .id()
        .value();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/uploads/ID",
        "/uploads/ID/",
        "/uploads/ID?",
        "http://files.example.org/uploads/ID",
        "https://files.example.org:8443/uploads/ID",
        "HTTP://FILES.EXAMPLE.ORG/uploads/ID/",
        "http:///uploads/ID"
      })
  void anAppendIsTakenHoweverItsTargetIsWritten(String target) {
    String id = open();

    assertThat(answer(target.replace("ID", id)))
        .startsWith("200 {\"file_id\":\"" + id + "\"")
        .contains("\"size\":3");
  }

  @Test
  void charactersThatAreEncodedAreThoseOfTheId() {
    String id = open();
    String encoded = "%" + Integer.toHexString(id.charAt(0)) + id.substring(1);

    assertThat(answer("/uploads/" + encoded)).startsWith("200 {\"file_id\":\"" + id + "\"");
  }

  /** Framed and keyed as an append, so that it is answered as one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "or44tb4f7lq63cace3evi2gmmfk5ti2v",
        "OR44TB4F7LQ63CACE3EVI2GMMFK5TI2V",
        "or44tb4f7lq63cace3evi2gmmfk5ti2v%2Fchunks",
        "..%2Fuploads",
        "%00",
        "%FF",
        "%20"
      })
  void anIdOfNoFileIsTakenAndNotFound(String id) {
    assertThat(answer("/uploads/" + id)).startsWith("404 ").contains("\"code\":\"not-found\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?offset=0", "?offset", "?a=b&c=d"})
  void aQueryIsTakenAndRefusedAndNothingIsAppended(String query) {
    String id = open();

    assertThat(answer("/uploads/" + id + query))
        .startsWith("422 ")
        .contains("\"code\":\"unknown-field\"", "Members go into the JSON body");
    assertThat(service.call("alice", "GET", "/files/" + id, "").members()).containsEntry("size", 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/uploads",
        "/uploads/",
        "/uploads//",
        "//uploads/ID",
        "/uploads//ID",
        "/uploads/ID//",
        "/uploads/ID/chunks",
        "/uploads/ID/complete",
        "/uploads/a&b",
        "/uploads/a;b",
        "/uploads/a+b",
        "/uploads%2FID",
        "/uploadsx/ID",
        "/v1/uploads/ID",
        "/files/ID",
        "/",
        "*",
        "uploads/ID",
        "/?/uploads/ID",
        "http://files.example.org/",
        "http://files.example.org/v1/uploads/ID",
        "ftp://files.example.org/uploads/ID"
      })
  void anyOtherTargetIsLeftToTheFramework(String target) {
    String id = "or44tb4f7lq63cace3evi2gmmfk5ti2v";
    assertThat(takes("PUT", target.replace("ID", id))).isFalse();
    assertThat(route.methods(target.replace("ID", id))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS", "put", "PUTS"})
  void anyOtherMethodIsLeftToTheFrameworkWhichIsToldOfPut(String method) {
    String path = "/uploads/or44tb4f7lq63cace3evi2gmmfk5ti2v";
    assertThat(takes(method, path)).isFalse();
    assertThat(route.methods(path)).isEqualTo(List.of(HttpMethod.PUT));
  }

  /**
   * DELETE is routed by the framework: one path does not mean a file to one and none to another.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/uploads/ID",
        "/uploads/ID/",
        "/uploads/ID//",
        "/uploads//ID",
        "/uploads/",
        "/uploads",
        "/uploads/a&b",
        "/uploads/a;b",
        "/uploads/a+b",
        "/uploads/a,b",
        "/uploads/a=b",
        "/uploads/a:b",
        "/uploads/a@b",
        "/uploads/a.b",
        "/uploads/a~b",
        "/uploads/(a)",
        "/uploads/%2F",
        "/uploads/%3B",
        "/uploads/ID/chunks",
        "/UPLOADS/ID",
        "/Uploads/ID"
      })
  void pathsAreReadAsTheFrameworkReadsThem(String path) {
    String given = path.replace("ID", "or44tb4f7lq63cace3evi2gmmfk5ti2v");
    Object detail = service.call("alice", "DELETE", given, "").members().get("detail");

    assertThat(takes("PUT", given)).isEqualTo("You have no file with this id.".equals(detail));
  }
}
