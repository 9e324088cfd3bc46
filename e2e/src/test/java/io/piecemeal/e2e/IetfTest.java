package io.piecemeal.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.ManageKeys;
import io.piecemeal.domain.access.KeyLabel;
import io.piecemeal.domain.access.KeyTerms;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.e2e.HttpSocket.Came;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The requests of Resumable Uploads for HTTP, each byte of them. */
class IetfTest {

  private static final String INTEROP = "Upload-Draft-Interop-Version";
  private static final String PARTIAL = "application/partial-upload";
  private static final String MISMATCH =
      "https://iana.org/assignments/http-problem-types#mismatching-upload-offset";
  private static final String INCONSISTENT =
      "https://iana.org/assignments/http-problem-types#inconsistent-upload-length";

  private final Caller alice = Caller.alice();
  private final String key = "Bearer " + alice.key();
  private HttpSocket socket;

  /** What differs between the revisions, as their clients send and expect it. */
  enum Revision {
    V3("3", "Upload-Incomplete", "?0", "?1", "", ""),
    V5("5", "Upload-Complete", "?1", "?0", "", ""),
    V6("6", "Upload-Complete", "?1", "?0", PARTIAL, "expires"),
    V8("8", "Upload-Complete", "?1", "?0", PARTIAL, "max-age"),
    V9("9", "Upload-Complete", "?1", "?0", PARTIAL, "max-age"),
    NONE("", "Upload-Complete", "?1", "?0", PARTIAL, "max-age");

    private final String number;
    private final String field;
    private final String complete;
    private final String incomplete;
    private final String type;
    private final String age;

    Revision(
        String number, String field, String complete, String incomplete, String type, String age) {
      this.number = number;
      this.field = field;
      this.complete = complete;
      this.incomplete = incomplete;
      this.type = type;
      this.age = age;
    }

    boolean isKnown() {
      return this != NONE;
    }
  }

  @BeforeEach
  void connect() throws IOException {
    socket = new HttpSocket(TestService.port());
  }

  @AfterEach
  void hangUp() throws IOException {
    socket.close();
  }

  private HttpSocket send(
      HttpSocket to, Revision revision, String method, String path, String... fields)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("Authorization", key, INTEROP, revision.number));
    all.addAll(List.of(fields));
    return to.head(method, path, all.toArray(String[]::new));
  }

  private HttpSocket send(Revision revision, String method, String path, String... fields)
      throws IOException {
    return send(socket, revision, method, path, fields);
  }

  /** Sends the head of an append at the start, with whatever else is in it. */
  private HttpSocket append(
      HttpSocket sender, String upload, String complete, String type, String... fields)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("Upload-Complete", complete));
    all.addAll(List.of("Upload-Offset", "0", "Content-Type", type));
    all.addAll(List.of(fields));
    return send(sender, Revision.V8, "PATCH", upload, all.toArray(String[]::new));
  }

  /** Sends the head of an append, whose body is asked for then. */
  private void beginAppend(HttpSocket sender, String upload, String length) throws IOException {
    append(sender, upload, "?0", PARTIAL, "Expect", "100-continue", "Content-Length", length);
    assertThat(sender.next().status()).isEqualTo(100);
  }

  /** The answer to a creation without bytes. */
  private Came created(String... fields) throws IOException {
    List<String> all = new ArrayList<>(List.of("Content-Length", "0"));
    all.addAll(List.of(fields));
    return send(Revision.V8, "POST", "/rufh", all.toArray(String[]::new)).answer();
  }

  /** Creates one without bytes, and gives its path. */
  private String create(Revision revision, String... fields) throws IOException {
    List<String> all = new ArrayList<>(List.of(revision.field, revision.incomplete));
    all.addAll(List.of("Content-Length", "0"));
    all.addAll(List.of(fields));
    Came created = send(revision, "POST", "/rufh", all.toArray(String[]::new)).answer();
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    return created.field("Location");
  }

  private Came patch(Revision revision, String path, long offset, String bytes, String complete)
      throws IOException {
    return patch(revision, path, offset, bytes, complete, "", "");
  }

  private Came patch(
      Revision revision,
      String path,
      long offset,
      String bytes,
      String complete,
      String name,
      String value)
      throws IOException {
    return send(
            revision,
            "PATCH",
            path,
            revision.field,
            complete,
            "Upload-Offset",
            Long.toString(offset),
            "Content-Type",
            revision.type,
            name,
            value,
            "Content-Length",
            Integer.toString(bytes.length()))
        .send(bytes)
        .answer();
  }

  private Came look(Revision revision, String path) throws IOException {
    return send(revision, "HEAD", path).answer();
  }

  private static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String digest(String bytes) {
    byte[] sha256 = HexFormat.of().parseHex(Bytes.sha256(bytes.getBytes(UTF_8)));
    return "sha-256=:%s:".formatted(Base64.getEncoder().encodeToString(sha256));
  }

  @ParameterizedTest
  @EnumSource
  void anUploadIsBegunAskedForAndEnded(Revision revision) throws IOException {
    List<Came> came =
        send(
                revision,
                "POST",
                "/rufh",
                revision.field,
                revision.incomplete,
                "Content-Disposition",
                "inline; filename*=UTF-8''%C3%BC.txt",
                "Content-Type",
                "text/plain",
                "Content-Length",
                "6")
            .send("hello ")
            .all();
    Came created = came.getLast();
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    String upload = created.field("Location");
    assertThat(created.field("Upload-Offset")).isEqualTo("6");
    assertThat(created.field(revision.field)).isEqualTo(revision.incomplete);
    assertThat(created.field(INTEROP)).isEqualTo(revision.number);
    assertThat(came).hasSize(revision.isKnown() ? 2 : 1);
    if (revision.isKnown()) {
      Came interim = came.getFirst();
      assertThat(interim.status()).isEqualTo(104);
      assertThat(interim.field("Location")).isEqualTo(upload);
      assertThat(interim.field(INTEROP)).isEqualTo(revision.number);
      assertThat(interim.field("Upload-Limit")).contains(revision.age);
    }
    assertThat(created.field("Upload-Limit"))
        .matches(
            revision.age.isEmpty()
                ? ""
                : "max-size=[0-9]+, min-size=0, " + revision.age + "=[0-9]+");

    Came head = look(revision, upload);
    assertThat(head.status()).isEqualTo(204);
    assertThat(head.field("Upload-Offset")).isEqualTo("6");
    assertThat(head.field(revision.field)).isEqualTo(revision.incomplete);
    assertThat(head.field("Cache-Control")).contains("no-store");
    assertThat(head.field("Upload-Length")).isEmpty();

    Came middle = patch(revision, upload, 6, "wor", revision.incomplete);
    assertThat(middle.status()).as(middle.body()).isEqualTo(204);
    assertThat(middle.field("Upload-Offset")).isEqualTo("9");
    assertThat(middle.field(revision.field)).isEqualTo(revision.incomplete);

    Came ended = patch(revision, upload, 9, "ld", revision.complete);
    assertThat(ended.status()).as(ended.body()).isEqualTo(200);
    assertThat(ended.field(revision.field)).isEqualTo(revision.complete);
    assertThat(ended.json())
        .containsEntry("file_id", id(upload))
        .containsEntry("filename", "ü.txt")
        .containsEntry("content_type", "text/plain")
        .containsEntry("status", "complete");
    assertThat(ended.field("Repr-Digest")).isEqualTo(digest("hello world"));
    assertThat(look(revision, upload).field("Upload-Length")).isEqualTo("11");
    assertThat(look(revision, upload).field(revision.field)).isEqualTo(revision.complete);
    assertThat(alice.bytes(id(upload))).asString(UTF_8).isEqualTo("hello world");
  }

  @ParameterizedTest
  @EnumSource
  void bytesThatComeWhereFormsDoAreResumable(Revision revision) throws IOException {
    List<Came> came =
        send(revision, "POST", "/files", revision.field, revision.complete, "Content-Length", "5")
            .send("bytes")
            .all();
    Came stored = came.getLast();

    assertThat(stored.status()).as(stored.body()).isEqualTo(201);
    assertThat(came).hasSize(revision.isKnown() ? 2 : 1);
    String id = (String) Json.require(stored.json(), "file_id");
    assertThat(stored.field("Location")).isEqualTo("/files/" + id);
    assertThat(stored.field(revision.field)).isEqualTo(revision.complete);
    assertThat(alice.bytes(id)).asString(UTF_8).isEqualTo("bytes");
  }

  @Test
  void formsAndOtherBodiesAreWhatTheyWere() throws IOException {
    String form =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\nabc\r\n--b--\r\n";
    for (String complete : List.of("", "?1")) {
      Came stored =
          send(
                  Revision.NONE,
                  "POST",
                  "/files",
                  "Content-Type",
                  "multipart/form-data; boundary=b",
                  "Upload-Complete",
                  complete,
                  "Content-Length",
                  Integer.toString(form.length()))
              .send(form)
              .answer();
      assertThat(stored.status()).as(stored.body()).isEqualTo(201);
      assertThat(stored.field("Upload-Complete")).isEmpty();
    }
    for (String complete : List.of("", "true", "1")) {
      try (HttpSocket other = new HttpSocket(TestService.port())) {
        Came refused =
            send(
                    other,
                    Revision.NONE,
                    "POST",
                    "/files",
                    "Content-Type",
                    "text/plain",
                    "Upload-Complete",
                    complete,
                    "Content-Length",
                    "3")
                .send("abc")
                .answer();
        assertThat(refused.status()).isEqualTo(415);
        assertThat(refused.json()).containsEntry("code", "unsupported-media-type");
      }
    }
  }

  @Test
  void whatIsAnnouncedIsDurableAndTheNextRequestHasItsOwnAnswer() throws IOException {
    byte[] bytes = Bytes.patterned(22 << 20);
    send(
        Revision.V8,
        "POST",
        "/rufh",
        "Upload-Complete",
        "?0",
        "Expect",
        "100-continue",
        "Content-Length",
        Integer.toString(bytes.length));
    List<Came> before = new ArrayList<>(List.of(socket.next(), socket.next()));
    assertThat(before).extracting(Came::status).containsExactlyInAnyOrder(100, 104);
    String upload = before.stream().map(came -> came.field("Location")).reduce("", String::concat);
    int half = 12 << 20;
    socket.send(Bytes.cut(bytes, 0, half));
    Came announced = socket.next();
    assertThat(announced.status()).isEqualTo(104);
    assertThat(announced.fields()).doesNotContainKey("location");
    long offset = Long.parseLong(announced.field("Upload-Offset"));
    assertThat(offset).isBetween(1L, (long) half);
    assertThat(alice.find(id(upload)).number("size")).isGreaterThanOrEqualTo(offset);

    socket.send(Bytes.cut(bytes, half, bytes.length));
    send(Revision.V8, "HEAD", upload);
    List<Came> rest = socket.all();
    assertThat(rest).allSatisfy(came -> assertThat(came.status()).isIn(104, 201));
    Came head = socket.next();
    assertThat(head.status()).isEqualTo(204);
    assertThat(head.field("Upload-Offset")).isEqualTo(Integer.toString(bytes.length));
  }

  @Test
  void whoMayNotUnderstandItGetsNoInterimAnswer() throws IOException {
    socket.send(
        """
            POST /rufh HTTP/1.0
            Host: localhost
            Authorization: %s
            Upload-Draft-Interop-Version: 8
            Upload-Complete: ?1
            Content-Length: 3

            abc"""
            .formatted(key)
            .replace("\n", "\r\n"));
    assertThat(socket.next().status()).isEqualTo(201);
    try (HttpSocket other = new HttpSocket(TestService.port())) {
      other
          .head(
              "POST",
              "/rufh",
              "Authorization",
              key,
              INTEROP,
              "77",
              "Upload-Complete",
              "?1",
              "Content-Length",
              "3")
          .send("abc");
      Came created = other.next();
      assertThat(created.status()).isEqualTo(201);
      assertThat(created.field(INTEROP)).isEmpty();
    }
  }

  @Test
  void whatCameBeforeTheConnectionBrokeNeedNotBeSentAgain() throws Exception {
    byte[] bytes = Bytes.patterned(300_000);
    String upload;
    try (HttpSocket broken = new HttpSocket(TestService.port())) {
      send(
              broken,
              Revision.V6,
              "POST",
              "/files",
              "Upload-Complete",
              "?1",
              "Content-Length",
              Integer.toString(bytes.length))
          .send(Bytes.cut(bytes, 0, 200_000));
      upload = broken.next().field("Location");
    }
    Came head = look(Revision.V6, upload);
    int offset = Integer.parseInt(head.field("Upload-Offset"));
    assertThat(offset).isBetween(0, 200_000);
    assertThat(head.field("Upload-Length")).isEqualTo("300000");
    Came ended =
        patch(
            Revision.V6,
            upload,
            offset,
            new String(Bytes.cut(bytes, offset, bytes.length), ISO_8859_1),
            "?1");
    assertThat(ended.status()).as(ended.body()).isEqualTo(200);
    assertThat(alice.bytes(id(upload))).isEqualTo(bytes);
  }

  @Test
  void anAppendThatHangsIsEndedByWhoAsksAgain() throws Exception {
    String upload = create(Revision.V8);
    try (HttpSocket hanging = new HttpSocket(TestService.port())) {
      beginAppend(hanging, upload, "1000000");
      hanging.send("x".repeat(70_000));

      String offset = look(Revision.V8, upload).field("Upload-Offset");
      assertThat(Integer.parseInt(offset)).isBetween(0, 70_000);
      assertThat(look(Revision.V8, upload).field("Upload-Offset")).isEqualTo(offset);
      assertThat(hanging.isEnded()).isTrue();
      assertThat(patch(Revision.V8, upload, Long.parseLong(offset), "y", "?0").status())
          .isEqualTo(204);
    }
  }

  @Test
  void whoMayOnlyReadEndsNoAppend() throws Exception {
    String upload = create(Revision.V8);
    KeyTerms terms =
        new KeyTerms(
            new Owner("alice"),
            KeyLabel.NONE,
            Set.of(Scope.READ),
            Optional.of(Duration.ofHours(1)));
    String reader = TestService.service().bean(ManageKeys.class).create(terms).token().reveal();
    try (HttpSocket sender = new HttpSocket(TestService.port());
        HttpSocket other = new HttpSocket(TestService.port())) {
      beginAppend(sender, upload, "70000");
      sender.send("x".repeat(30_000));

      Came looked =
          other
              .head(
                  "HEAD", upload, "Authorization", "Bearer " + reader, INTEROP, Revision.V8.number)
              .answer();
      assertThat(looked.status()).isEqualTo(204);
      sender.send("x".repeat(40_000));
      assertThat(sender.answer().status()).isEqualTo(204);
    }
    assertThat(look(Revision.V8, upload).field("Upload-Offset")).isEqualTo("70000");
  }

  @Test
  void whoAsksElsewhereEndsNoAppend() throws Exception {
    String upload = create(Revision.V8);
    try (HttpSocket sender = new HttpSocket(TestService.port())) {
      beginAppend(sender, upload, "70000");
      sender.send("x".repeat(30_000));

      alice.find(id(upload));
      try (HttpSocket other = new HttpSocket(TestService.port())) {
        String[] tus = {"Authorization", key, "Tus-Resumable", "1.0.0"};
        assertThat(other.head("HEAD", "/tus/" + id(upload), tus).next().status()).isEqualTo(204);
      }
      sender.send("x".repeat(40_000));
      assertThat(sender.answer().status()).isEqualTo(204);
    }
    assertThat(look(Revision.V8, upload).field("Upload-Offset")).isEqualTo("70000");
  }

  @Test
  void anOffsetThatHeadToldIsWhereTheNextAppendBegins() throws Exception {
    String upload = create(Revision.V8);
    try (HttpSocket sender = new HttpSocket(TestService.port())) {
      append(sender, upload, "?0", PARTIAL, "Content-Length", Integer.toString(64 << 20));
      Thread busy = Thread.startVirtualThread(() -> sendUntilCut(sender));
      Await.until(
          "some bytes", Duration.ofMinutes(1), () -> alice.find(id(upload)).number("size") > 0);

      long offset = Long.parseLong(look(Revision.V8, upload).field("Upload-Offset"));
      busy.join();
      assertThat(patch(Revision.V8, upload, offset, "y", "?0").status()).isEqualTo(204);
    }
  }

  /** Its last bytes do not come: so it ends when it is cut, and not before. */
  private static void sendUntilCut(HttpSocket sender) {
    try {
      for (int i = 0; i < 63; i++) {
        sender.send(new byte[1 << 20]);
      }
      assertThat(sender.isEnded()).isTrue();
    } catch (IOException e) {
      assertThat(e).hasMessageFindingMatch("(?i)reset|broken pipe|closed");
    }
  }

  @Test
  void theDigestOfACompleteUploadIsToldToWhoWantsIt() throws IOException {
    Came ended = created("Upload-Complete", "?1");
    String upload = "/rufh/" + ended.json().get("file_id");
    for (String wanted : List.of("sha-256=1", "sha-512=3, sha-256=10")) {
      assertThat(send(Revision.V8, "HEAD", upload, "Want-Repr-Digest", wanted).answer())
          .extracting(came -> came.field("Repr-Digest"))
          .isEqualTo("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:");
    }
    for (String unwanted : List.of("", "sha-256=0", "sha-512=9", "sha-256=11")) {
      assertThat(send(Revision.V8, "HEAD", upload, "Want-Repr-Digest", unwanted).answer())
          .extracting(came -> came.field("Repr-Digest"))
          .isEqualTo("");
    }
  }

  @Test
  void whatIsRefusedIsSaidInTheWordsOfTheDraftToo() throws IOException {
    String upload = create(Revision.V8, "Upload-Length", "5");

    Came mismatch = patch(Revision.V8, upload, 2, "abc", "?0");
    assertThat(mismatch.status()).isEqualTo(409);
    assertThat(mismatch.field("Upload-Offset")).isEqualTo("0");
    assertThat(mismatch.field("Upload-Complete")).isEqualTo("?0");
    assertThat(mismatch.json())
        .containsEntry("type", MISMATCH)
        .containsEntry("code", "offset-mismatch");
    assertThat(mismatch.body())
        .contains("\"expected-offset\":0", "\"provided-offset\":2", "\"current_size\":0");
    connect();
    Came tooFew = patch(Revision.V8, upload, 0, "abc", "?1");
    assertThat(tooFew.status()).isEqualTo(400);
    assertThat(tooFew.json())
        .containsEntry("type", INCONSISTENT)
        .containsEntry("code", "size-mismatch");
    connect();
    assertThat(patch(Revision.V8, upload, 0, "abc", "?0", "Upload-Length", "6").status())
        .isEqualTo(400);
    connect();
    assertThat(patch(Revision.V8, upload, 0, "abc", "").status()).isEqualTo(400);
    connect();
    Came wrongType =
        append(socket, upload, "?0", "text/plain", "Content-Length", "1").send("a").answer();
    assertThat(wrongType.status()).isEqualTo(415);
    connect();
    assertThat(created().status()).isEqualTo(400);
    Came tooLarge = created("Upload-Complete", "?0", "Upload-Length", "99999999999999");
    assertThat(tooLarge.status()).isEqualTo(413);
    assertThat(tooLarge.field("Upload-Limit")).contains("max-size=");
    assertThat(created("Upload-Complete", "?1", "Upload-Length", "4").json())
        .containsEntry("type", INCONSISTENT);
    assertThat(look(Revision.V8, "/rufh/" + "a".repeat(32)).status()).isEqualTo(404);
    assertThat(look(Revision.V8, upload).field("Upload-Offset")).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({"Content-Length, 7", "Transfer-Encoding, chunked"})
  void moreThanItsLengthEndsAnUploadForGood(String name, String value) throws IOException {
    String upload = create(Revision.V8, "Upload-Length", "5");
    String body = value.equals("chunked") ? "7\r\nabcdefg\r\n0\r\n\r\n" : "abcdefg";

    Came refused = append(socket, upload, "?0", PARTIAL, name, value).send(body).answer();

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json()).containsEntry("type", INCONSISTENT);
    connect();
    assertThat(look(Revision.V8, upload).status()).isEqualTo(410);
  }

  @Test
  void theLastAnswerIsGivenAgain() throws IOException {
    String upload = create(Revision.V8);
    patch(Revision.V8, upload, 0, "abc", "?0");
    Came ended = patch(Revision.V8, upload, 3, "def", "?1");

    Came again = patch(Revision.V8, upload, 3, "def", "?1");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(ended.body());
    Came empty = patch(Revision.V8, upload, 6, "", "?1");
    assertThat(empty.body()).isEqualTo(ended.body());
    assertThat(empty.field("Upload-Complete")).isEqualTo("?1");
    for (String other : List.of("deg", "de", "defg")) {
      Came refused = patch(Revision.V8, upload, 3, other, "?1");
      assertThat(refused.status()).as(other).isEqualTo(409);
      assertThat(refused.field("Upload-Complete")).isEqualTo("?0");
      connect();
    }
    assertThat(patch(Revision.V8, upload, 6, "x", "?0").status()).isEqualTo(409);
  }

  @Test
  void anEmptyFileAndALengthThatIsReachedAreComplete() throws IOException {
    Came empty = created("Upload-Complete", "?1");
    assertThat(empty.status()).isEqualTo(201);
    assertThat(empty.json()).containsEntry("status", "complete");
    String untold = create(Revision.V8);
    Came ended =
        append(socket, untold, "?1", PARTIAL, "Transfer-Encoding", "chunked")
            .send("3\r\nabc\r\n0\r\n\r\n")
            .answer();
    assertThat(ended.json()).containsEntry("status", "complete");
    String told = create(Revision.V8, "Upload-Length", "3");
    assertThat(patch(Revision.V8, told, 0, "abc", "?0").field("Upload-Complete")).isEqualTo("?0");
    assertThat(patch(Revision.V8, told, 3, "", "?1").json()).containsEntry("status", "complete");
  }

  @Test
  void digestsAreChecked() throws IOException {
    String upload = create(Revision.V8, "Repr-Digest", digest("abcdef"));
    Came wrong = patch(Revision.V8, upload, 0, "abd", "?0", "Content-Digest", digest("abc"));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.json()).containsEntry("code", "checksum-mismatch");
    connect();
    assertThat(look(Revision.V8, upload).field("Upload-Offset")).isEqualTo("0");
    assertThat(patch(Revision.V8, upload, 0, "abc", "?0", "Content-Digest", "sha-256=abc").status())
        .isEqualTo(400);
    connect();
    assertThat(patch(Revision.V8, upload, 0, "abc", "?0", "Content-Digest", digest("abc")).status())
        .isEqualTo(204);
    assertThat(patch(Revision.V8, upload, 3, "deg", "?1").status()).isEqualTo(400);
    connect();
    Came chunked =
        send(
                socket,
                Revision.V8,
                "PATCH",
                upload,
                "Upload-Complete",
                "?1",
                "Upload-Offset",
                "3",
                "Content-Type",
                PARTIAL,
                "Transfer-Encoding",
                "chunked")
            .send("3\r\ndeg\r\n0\r\n\r\n")
            .answer();
    assertThat(chunked.status()).isEqualTo(400);
    connect();
    assertThat(look(Revision.V8, upload).field("Upload-Offset")).isEqualTo("3");
    assertThat(patch(Revision.V8, upload, 3, "def", "?1").status()).isEqualTo(200);
    String other = create(Revision.V8, "Repr-Digest", digest("abcdef"));
    assertThat(patch(Revision.V8, other, 0, "abcdef", "?1").status()).isEqualTo(200);
  }

  @Test
  void namesComeAsClientsOfTusSendThem() throws IOException {
    String metadata =
        "filename "
            + Base64.getEncoder().encodeToString("ä.bin".getBytes(UTF_8))
            + ",filetype "
            + Base64.getEncoder().encodeToString("image/png".getBytes(UTF_8));
    String upload = create(Revision.V6, "Upload-Metadata", metadata);

    alice.find(id(upload)).has("filename", "ä.bin").has("content_type", "image/png");
    alice
        .post("/uploads/" + id(upload) + "/rewind", Json.of("to_size", 0, "if_size", 0))
        .isProblem(409, "rewind-forbidden");
  }

  @Test
  void limitsAreToldWithoutAKey() throws IOException {
    for (String target : List.of("/rufh", "/files", "*")) {
      Came told = socket.head("OPTIONS", target).answer();
      assertThat(told.status()).as(target).isEqualTo(204);
      assertThat(told.field("Upload-Limit")).matches("max-size=[0-9]+, min-size=0");
      assertThat(told.fields()).doesNotContainKey("upload-complete");
    }
    Came refused =
        socket
            .head("POST", "/rufh", "Upload-Complete", "?1", INTEROP, "6", "Content-Length", "0")
            .answer();
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.field(INTEROP)).isEqualTo("6");
  }

  @Test
  void anUploadIsCancelled() throws IOException {
    String upload = create(Revision.V8);

    assertThat(send(Revision.V8, "DELETE", upload).answer().status()).isEqualTo(204);

    assertThat(look(Revision.V8, upload).status()).isEqualTo(410);
  }
}
