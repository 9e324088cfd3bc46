package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** POST /uploads: a session is a file from its first moment on. */
class OpenUploadTest {

  private static final String WHOLE_SECONDS = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

  private final Caller alice = Caller.alice();

  @Test
  void sessionIsAnsweredWithTheSixFieldsAndThenTheAdditionalOnes() {
    Answer opened = alice.post("/uploads", Json.of("filename", "document.xlf")).is(201);
    assertThat(opened.json().keySet())
        .containsExactly(
            "file_id",
            "filename",
            "size",
            "created_at",
            "updated_at",
            "expires_at",
            "status",
            "chunks",
            "content_type",
            "sha256");
    assertThat(opened.json())
        .containsEntry("filename", "document.xlf")
        .containsEntry("status", "uploading")
        .containsEntry("content_type", "application/octet-stream")
        .containsEntry("sha256", null);
    opened.has("size", 0).has("chunks", 0);
    assertThat(opened.header("Content-Type")).contains("application/json");
  }

  @Test
  void locationIsTheRelativePathOfTheFile() {
    Answer opened = alice.post("/uploads", Json.of("filename", "a")).is(201);
    assertThat(opened.header("Location")).contains("/files/" + opened.fileId());
    assertThat(alice.get(opened.header("Location").orElseThrow()).is(200).json())
        .isEqualTo(opened.json());
  }

  @Test
  void idsHave32CharactersAndAreAllDifferent() {
    String one = alice.open();
    String other = alice.open();
    assertThat(List.of(one, other))
        .allMatch(id -> id.matches("[a-z0-9]{32}"))
        .doesNotHaveDuplicates();
  }

  @Test
  void timesAreWholeSecondsOfUtcAndTheFileExpiresADayLater() {
    Instant before = Instant.now().minusSeconds(1);
    Answer opened = alice.post("/uploads", Json.of("filename", "a")).is(201);
    assertThat(List.of("created_at", "updated_at", "expires_at"))
        .allSatisfy(name -> assertThat(opened.text(name)).matches(WHOLE_SECONDS));
    Instant created = Instant.parse(opened.text("created_at"));
    assertThat(created).isBetween(before, Instant.now().plusSeconds(1));
    assertThat(Instant.parse(opened.text("expires_at")))
        .isEqualTo(created.plus(Duration.ofHours(24)));
  }

  @Test
  void sessionWithoutChunksIsReadableAsNoBytes() {
    Answer content = alice.content(alice.open()).is(200);
    assertThat(content.bytes()).isEmpty();
    assertThat(content.header("Content-Length")).contains("0");
  }

  @Test
  void contentTypeIsKeptAndGivenBackWithTheContent() {
    String id =
        alice
            .post("/uploads", Json.of("filename", "a", "content_type", "text/csv; charset=utf-8"))
            .is(201)
            .has("content_type", "text/csv; charset=utf-8")
            .fileId();
    alice.append(id, Bytes.utf8("a;b")).is(200);
    assertThat(alice.content(id).header("Content-Type").orElseThrow().replace(" ", ""))
        .isEqualTo("text/csv;charset=utf-8");
  }

  @Test
  void filenameIsALabelInAnyScript() {
    String name = "отчёт 2026 – «final» 数据 😀.pdf";
    alice.post("/uploads", Json.of("filename", name)).is(201).has("filename", name);
  }

  @Test
  void filenameThatIsAPathIsRefused() {
    alice
        .post("/uploads", Json.of("filename", "../../etc/passwd"))
        .isProblem(422, "bad-filename")
        .has("field", "filename");
  }

  @Test
  void filenameIsRequired() {
    alice.post("/uploads", "{}").isProblem(400, "missing-field").has("field", "filename");
  }

  @Test
  void misspelledFieldIsRefusedAndTheRightOneNamed() {
    alice
        .post("/uploads", Json.of("filename", "a", "contenttype", "text/csv"))
        .isProblem(422, "unknown-field")
        .has("field", "contenttype")
        .has("nearest", "content_type");
  }
}
