package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

/** POST and DELETE /files/{id}/ticket, and what the holder of such a ticket reads. */
class DownloadTicketTest {

  private final Caller alice = Caller.alice();
  private final String id = complete(Bytes.utf8("hello, world"));

  private String complete(byte[] bytes) {
    String file = alice.openWith(bytes);
    alice.post("/uploads/" + file + "/complete", "{}").is(200);
    return file;
  }

  private Answer askFor(String file) {
    return alice.send(alice.request("/files/" + file + "/ticket").POST(BodyPublishers.noBody()));
  }

  private String issue(String file) {
    String url = askFor(file).is(201).text("url");
    assertThat(url).startsWith(alice.baseUrl() + "/tickets/pmt_").endsWith("/content");
    return url.substring(alice.baseUrl().length());
  }

  private Answer read(String path, String... headers) {
    var request = alice.anonymous(path);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return alice.send(request);
  }

  @Test
  void aTicketSaysWhatItIsOf() {
    Answer issued =
        askFor(id)
            .is(201)
            .has("file_id", id)
            .has("method", "GET")
            .has("size", 12)
            .has("filename", "a file.bin")
            .has("sha256", Bytes.sha256(Bytes.utf8("hello, world")));
    assertThat(issued.text("curl")).isEqualTo("curl -fsS -o FILE '" + issued.text("url") + "'");
    assertThat(issued.header("Cache-Control")).contains("no-store");
  }

  @Test
  void itsHolderReadsAsOftenAsItLikesWithoutAKey() {
    String path = issue(id);

    for (int i = 0; i < 3; i++) {
      assertThat(read(path).is(200).bytes()).asString().isEqualTo("hello, world");
    }
    Answer part = read(path, "Range", "bytes=7-").is(206);
    assertThat(part.bytes()).asString().isEqualTo("world");
    assertThat(part.header("Content-Range")).contains("bytes 7-11/12");
    read(path, "Range", "bytes=12-").isProblem(416, "range-not-satisfiable");
  }

  /** A file may be a page with scripts; it never runs at this address. */
  @Test
  void whatItGivesIsSavedAndNotShown() {
    Answer answer = read(issue(id)).is(200);

    assertThat(answer.header("Content-Disposition").orElse("")).startsWith("attachment");
    assertThat(answer.header("Content-Security-Policy").orElse("")).startsWith("sandbox");
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.header("Cache-Control").orElse("")).startsWith("private");
  }

  @Test
  void aFileThatIsNotCompleteGetsNone() {
    askFor(alice.openWith(Bytes.utf8("abc"))).isProblem(409, "file-incomplete");
    askFor("0".repeat(32)).isProblem(404, "not-found");
  }

  @Test
  void anotherOwnerNeitherIssuesNorRevokes() {
    String path = issue(id);
    Caller bob = Caller.bob();

    bob.post("/files/" + id + "/ticket", "{}").isProblem(404, "not-found");
    bob.delete("/files/" + id + "/ticket").isProblem(404, "not-found");

    read(path).is(200);
  }

  @Test
  void revokingEndsAllOfAFileAndMayBeRepeated() {
    String first = issue(id);
    String second = issue(id);
    String other = issue(complete(Bytes.utf8("other")));

    alice.delete("/files/" + id + "/ticket").is(204);
    alice.delete("/files/" + id + "/ticket").is(204);

    read(first).isProblem(404, "not-found");
    read(second).isProblem(404, "not-found");
    read(other).is(200);
  }

  @Test
  void aDeletedFileTellsNothing() {
    String path = issue(id);

    alice.delete("/files/" + id).is(204);

    assertThat(read(path).isProblem(404, "not-found").json()).doesNotContainKey("last_size");
  }

  @Test
  void eachKindOfTicketIsGoodForItsOwnOnly() {
    String reading = issue(id);
    String upload = alice.openWith(Bytes.utf8("abc"));
    String sending = alice.post("/uploads/" + upload + "/ticket", "{}").is(201).text("url");
    String path = sending.substring(alice.baseUrl().length());

    read(path + "/content").isProblem(404, "not-found");
    read(reading.substring(0, reading.length() - "/content".length())).isProblem(404, "not-found");
    read("/tickets/none/content").isProblem(404, "not-found");
  }

  @Test
  void anAgentIsToldTheLineForAShell() {
    McpCaller agent = McpCaller.of(alice);

    var download = McpCaller.object(agent.facts("file_ticket", "file_id", id), "download");

    String url = (String) Json.require(download, "url");
    assertThat(read(url.substring(alice.baseUrl().length())).is(200).bytes())
        .asString()
        .isEqualTo("hello, world");
    assertThat(download).containsEntry("curl", "curl -fsS -o FILE '" + url + "'");
  }
}
