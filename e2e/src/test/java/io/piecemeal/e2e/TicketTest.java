package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** POST and DELETE /uploads/{id}/ticket, and what the holder of a ticket does. */
class TicketTest {

  private static final int MEBIBYTE = 1 << 20;

  private final Caller alice = Caller.alice();
  private final String id = alice.openWith(Bytes.utf8("abc"));
  private final String ticket = issue(id);

  private Answer askFor(String file) {
    return alice.send(alice.request("/uploads/" + file + "/ticket").POST(BodyPublishers.noBody()));
  }

  private String issue(String file) {
    return pathOf(askFor(file).is(201));
  }

  private String pathOf(Answer issued) {
    String url = issued.text("url");
    assertThat(url).startsWith(alice.baseUrl() + "/tickets/pmt_");
    return url.substring(alice.baseUrl().length());
  }

  private Answer send(String path, byte[] bytes, String... headers) {
    return send(path, BodyPublishers.ofByteArray(bytes), headers);
  }

  private Answer send(String path, BodyPublisher body, String... headers) {
    var request = alice.anonymous(path).PUT(body);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return alice.send(request);
  }

  private Answer look(String path) {
    return alice.send(alice.anonymous(path));
  }

  @Test
  void aTicketSaysWhereToAndFromWhere() {
    Answer issued = askFor(id).is(201).has("file_id", id).has("method", "PUT").has("offset", 3);
    assertThat(issued.text("curl"))
        .isEqualTo("curl -fsS -C 3 -T FILE '" + issued.text("url") + "'");
    assertThat(askFor(alice.open()).is(201).text("curl")).startsWith("curl -fsS -T FILE 'http");
  }

  @Test
  void whatIsSentForATicketIsAppendedWithoutAKey() {
    send(ticket, Bytes.utf8("defg")).is(200).has("size", 7).has("state", "used");

    assertThat(alice.bytes(id)).asString().isEqualTo("abcdefg");
  }

  @Test
  void moreThanAChunkIsTakenInOneRequest() {
    byte[] content = Bytes.patterned(11 * MEBIBYTE + 17);
    String file = alice.open();

    send(issue(file), content).is(200).has("size", content.length);

    assertThat(alice.bytes(file)).isEqualTo(content);
    alice.find(file).has("chunks", 3);
  }

  @Test
  void aTicketIsGoodOnce() {
    send(ticket, Bytes.utf8("defg")).is(200);

    send(ticket, Bytes.utf8("defg")).isProblem(410, "ticket-used");
    assertThat(alice.bytes(id)).asString().isEqualTo("abcdefg");
  }

  @Test
  void aFileIsSentInRanges() {
    send(ticket, Bytes.utf8("de"), "Content-Range", "bytes 3-4/7").is(200).has("state", "valid");
    look(ticket).is(200).has("size", 5).has("offset", 3).has("filename", "a file.bin");
    send(ticket, Bytes.utf8("fg"), "Content-Range", "bytes 5-6/7").is(200).has("state", "used");
    alice.find(id).has("status", "complete");

    assertThat(alice.bytes(id)).asString().isEqualTo("abcdefg");
  }

  @Test
  void whatTheFileHasAlreadyIsComparedAndNotRepeated() {
    send(ticket, Bytes.utf8("de"), "Content-Range", "bytes 3-4/*").is(200);
    send(ticket, Bytes.utf8("xx"), "Content-Range", "bytes 3-4/7")
        .isProblem(409, "offset-mismatch")
        .has("current_size", 5);

    send(ticket, Bytes.utf8("defg")).is(200).has("size", 7);

    assertThat(alice.bytes(id)).asString().isEqualTo("abcdefg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes 3-4", "bytes */7", "bytes 4-3/7", "bytes 3-7/7", "bytes 3-5/7", "3-4/7"})
  void aRangeThatIsNoneIsRefused(String range) {
    send(ticket, Bytes.utf8("de"), "Content-Range", range).isProblem(400, "bad-request");

    assertThat(alice.bytes(id)).asString().isEqualTo("abc");
  }

  @Test
  void bytesBeforeTheTicketAndBehindAGapAreRefused() {
    send(ticket, Bytes.utf8("c"), "Content-Range", "bytes 2-2/7").isProblem(409, "offset-mismatch");
    send(ticket, Bytes.utf8("e"), "Content-Range", "bytes 4-4/7").isProblem(409, "offset-mismatch");

    assertThat(alice.bytes(id)).asString().isEqualTo("abc");
  }

  @Test
  void anEmptyBodyIsAnEmptyFile() {
    String file = alice.open();

    send(issue(file), new byte[0]).is(200).has("state", "used").has("file_status", "complete");

    alice.find(file).has("size", 0).has("status", "complete");
  }

  @Test
  void nothingIsNoRest() {
    send(ticket, new byte[0]).isProblem(422, "empty-chunk");

    look(ticket).is(200).has("state", "valid");
  }

  @Test
  void moreThanWasDeclaredIsRefusedBeforeItIsSent() {
    String file = alice.post("/uploads", Json.of("filename", "a", "size", 5)).is(201).fileId();
    String path = issue(file);
    look(path).is(200).has("declared_size", 5).has("max_size", 5);

    send(path, Bytes.utf8("123456")).isProblem(413, "file-too-large").has("max_file_bytes", 5);
    send(path, Bytes.utf8("12345")).is(200).has("file_status", "complete");
  }

  @Test
  void aRevokedTicketIsNoTicket() {
    alice.delete("/uploads/" + id + "/ticket").is(204);

    send(ticket, Bytes.utf8("d")).isProblem(404, "not-found");
    look(ticket).isProblem(404, "not-found");
    alice.delete("/uploads/" + id + "/ticket").is(204);
  }

  @Test
  void aNewTicketRevokesTheOldOne() {
    String second = issue(id);

    send(ticket, Bytes.utf8("d")).isProblem(404, "not-found");
    send(second, Bytes.utf8("d")).is(200);
  }

  @Test
  void aTicketOfADeletedFileSaysSo() {
    alice.delete("/uploads/" + id).is(204);

    send(ticket, Bytes.utf8("d")).isProblem(410, "gone").has("last_size", 3);
  }

  @Test
  void onlyTheOwnerGetsOrRevokesATicket() {
    Caller bob = Caller.bob();
    bob.send(bob.request("/uploads/" + id + "/ticket").POST(BodyPublishers.noBody()))
        .isProblem(404, "not-found");
    bob.delete("/uploads/" + id + "/ticket").isProblem(404, "not-found");
    alice
        .send(alice.anonymous("/uploads/" + id + "/ticket").POST(BodyPublishers.noBody()))
        .isProblem(401, "unauthenticated");

    look(ticket).is(200).has("state", "valid");
  }

  @Test
  void aCompleteFileGetsNoTicket() {
    alice.post("/uploads/" + id + "/complete", "{}").is(200);

    askFor(id).isProblem(409, "upload-complete");
    send(ticket, Bytes.utf8("d")).isProblem(409, "upload-complete");
  }

  @Test
  void aTicketWithAnotherCharacterIsNoTicket() {
    String slip = ticket.substring(0, ticket.length() - 1) + (ticket.endsWith("0") ? "1" : "0");

    look(slip).isProblem(404, "not-found");
    send(slip, Bytes.utf8("d")).isProblem(404, "not-found");
  }

  @Test
  void aBrowserGetsAPageThatTakesNothingFromElsewhere() {
    Answer page =
        alice.send(alice.anonymous(ticket).header("Accept", "text/html,*/*;q=0.8")).is(200);

    assertThat(page.header("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'; script-src 'self'")
        .doesNotContain("unsafe");
    assertThat(page.header("Referrer-Policy")).contains("no-referrer");
    String html = page.body();
    assertThat(html).contains("<script type=\"module\" src=\"assets/page.js\"></script>");
    assertThat(html).doesNotContainPattern("<script>|style=|onclick");
    alice.send(alice.anonymous("/tickets/assets/page.js")).is(200);
    alice.send(alice.anonymous("/tickets/assets/page.css")).is(200);
  }

  @Test
  void metricsTellNoTicket() {
    send(ticket, Bytes.utf8("d")).is(200);

    assertThat(alice.send(alice.anonymous("/metrics")).is(200).body())
        .contains("/tickets/{token}")
        .doesNotContain("pmt_");
  }

  @Test
  void whatIsAppendedWithTheKeyMeanwhileIsNeitherOverwrittenNorTold() {
    alice.append(id, Bytes.utf8("KEY")).is(200);

    send(ticket, Bytes.utf8("defg")).isProblem(409, "ticket-outdated");
    send(ticket, Bytes.utf8("KEYdefg")).isProblem(409, "ticket-outdated");

    assertThat(alice.bytes(id)).asString().isEqualTo("abcKEY");
  }

  @Test
  void aTicketThatIsNotValidTellsNothingOfItsFile() {
    send(ticket, Bytes.utf8("defg")).is(200);

    assertThat(look(ticket).isProblem(410, "ticket-used").body())
        .doesNotContain("a file.bin", "size", id);
    assertThat(send(ticket, Bytes.utf8("x")).isProblem(410, "ticket-used").body())
        .doesNotContain("current_size");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data; boundary=x",
        "Multipart/Form-Data",
        "multipart/mixed; boundary=x",
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=utf-8"
      })
  void aFormIsNotTheFile(String type) {
    Answer refused =
        send(ticket, Bytes.utf8("--x\r\n\r\nd\r\n--x--\r\n"), "Content-Type", type)
            .isProblem(415, "unsupported-media-type");
    assertThat(refused.text("detail")).contains("curl -T");

    look(ticket).is(200).has("state", "valid").has("size", 3);
    send(ticket, Bytes.utf8("defg")).is(200).has("size", 7);
  }
}
