package io.piecemeal.tus.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What cases say of servers that answer each request in one way. */
class CaseTest {

  private static final String GOOD =
      "HTTP/1.1 204 No Content\r\nTus-Version: 0.2.2, 1.0.0\r\nTus-Extension: creation\r\n\r\n";

  private ServerSocket socket;

  @BeforeEach
  void listen() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
  }

  private Server answering(String answer) {
    Thread.startVirtualThread(
        () -> {
          while (!socket.isClosed()) {
            try (Socket caller = socket.accept()) {
              readHead(caller.getInputStream());
              caller.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
              // The test has ended, or the caller has; it says what it makes of that.
              assertThat(e).isNotNull();
            }
          }
        });
    return Server.at(URI.create("http://127.0.0.1:%d/tus".formatted(socket.getLocalPort())));
  }

  private static void readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return;
      }
      head.append((char) next);
    }
  }

  private static Outcome run(String id, Server server) {
    return Suite.cases().stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow()
        .run(server);
  }

  @Test
  void aServerThatDoesItIsFoundToDoIt() {
    assertThat(run("options", answering(GOOD)).kind()).isEqualTo(Outcome.Kind.OK);
  }

  @Test
  void aServerThatAnswersOtherwiseDiffers() {
    Outcome outcome = run("options", answering("HTTP/1.1 405 No\r\nContent-Length: 2\r\n\r\nno"));

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.DIFFERS);
    assertThat(outcome.detail()).isEqualTo("OPTIONS /tus was answered 405, expected [200, 204]");
  }

  @Test
  void aServerThatDoesNotAnswerDiffers() {
    assertThat(run("options", answering("")).kind()).isEqualTo(Outcome.Kind.DIFFERS);
  }

  @Test
  void anExtensionThatIsNotAnnouncedIsNotTried() {
    Outcome outcome = run("termination-delete", answering(GOOD));

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.SKIPPED);
    assertThat(outcome.detail()).contains("termination");
  }

  private static Outcome runDraft(IetfRevision revision, String id, Server server) {
    return IetfSuite.cases(revision).stream()
        .filter(one -> one.id().equals("%s/%s".formatted(revision.number(), id)))
        .findFirst()
        .orElseThrow()
        .run(server);
  }

  @Test
  void anAnswerWithoutTheFieldOfItsRevisionDiffers() {
    Server server =
        answering(
            "HTTP/1.1 201 C\r\nUpload-Incomplete: ?1\r\nUpload-Offset: 0\r\nLocation: /u\r\nContent-Length: 0\r\n\r\n");
    assertThat(runDraft(IetfRevision.V8, "create-goes-on", server).detail())
        .isEqualTo("POST /tus was answered 201 has no Upload-Complete");
  }

  @Test
  void anInterimAnswerThatMustNotComeDiffers() {
    Server server = answering("HTTP/1.1 104 R\r\n\r\nHTTP/1.1 201 C\r\nContent-Length: 0\r\n\r\n");

    assertThat(runDraft(IetfRevision.NONE, "create-no-interim", server).detail())
        .isEqualTo("POST /tus was answered 104, expected [201]");
  }

  @Test
  void eachRevisionHasCasesWhoseNamesAreUsedOnce() {
    List<String> names =
        Stream.of(IetfRevision.values())
            .flatMap(revision -> IetfSuite.cases(revision).stream())
            .map(Case::id)
            .toList();

    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(180);
    for (IetfRevision revision : IetfRevision.values()) {
      assertThat(IetfSuite.cases(revision)).hasSizeGreaterThan(20);
    }
  }

  @Test
  void namesOfCasesAreUsedOnce() {
    List<String> names = Suite.cases().stream().map(Case::id).toList();
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(70);
  }
}
