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

  @Test
  void namesOfCasesAreUsedOnce() {
    List<String> names = Suite.cases().stream().map(Case::id).toList();
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(70);
  }
}
