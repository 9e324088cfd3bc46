package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.testkit.BrokenInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** POST /files: a whole file in one multipart request. */
class DirectUploadTest {

  private final Caller alice = Caller.alice();

  @Test
  void storedFileIsCompleteAndHasItsDigest() {
    byte[] bytes = Bytes.patterned(100_000);
    Answer stored = alice.store(Multipart.TYPE, Multipart.of("photo.jpg", bytes)).is(201);
    stored
        .has("filename", "photo.jpg")
        .has("size", 100_000)
        .has("status", "complete")
        .has("sha256", Bytes.sha256(bytes));
    assertThat(stored.header("Location")).contains("/files/" + stored.fileId());
    assertThat(stored.json()).isEqualTo(alice.find(stored.fileId()).json());
    assertThat(alice.bytes(stored.fileId())).isEqualTo(bytes);
    alice.append(stored.fileId(), bytes).isProblem(409, "upload-complete");
  }

  @Test
  void fileOfNoBytesIsStored() {
    Answer stored = alice.store(Multipart.TYPE, Multipart.of("empty", new byte[0])).is(201);
    stored.has("size", 0).has("sha256", Bytes.sha256(new byte[0]));
    assertThat(alice.bytes(stored.fileId())).isEmpty();
  }

  @Test
  void fileOfSeveralPiecesIsReadAcrossTheirBorders() {
    byte[] bytes = Bytes.patterned((8 << 20) + 12_345);
    Answer stored = alice.store(Multipart.TYPE, Multipart.of("large", bytes)).is(201);
    assertThat(Bytes.sha256(alice.bytes(stored.fileId()))).isEqualTo(Bytes.sha256(bytes));
    int border = 8 << 20;
    Answer part =
        alice.content(stored.fileId(), "Range", "bytes=%d-%d".formatted(border - 3, border + 3));
    assertThat(part.is(206).bytes()).isEqualTo(Bytes.cut(bytes, border - 3, border + 4));
  }

  @Test
  void contentTypeOfThePartIsKept() {
    BodyPublisher body = new Multipart().file("a.csv", "text/csv", Bytes.utf8("a,b")).publisher();
    alice.store(Multipart.TYPE, body).is(201).has("content_type", "text/csv");
  }

  @Test
  void otherFieldBehindThePartIsRefusedAndNothingIsStored() {
    var objects = ObjectsOnDisk.ofTestService();
    String newest = alice.open();
    Multipart body =
        new Multipart().file("a", "text/plain", Bytes.patterned(9 << 20)).field("files", "b");
    alice
        .store(Multipart.TYPE, body.publisher())
        .isProblem(422, "unknown-field")
        .has("field", "files")
        .has("nearest", "file");
    assertThat(ObjectsOnDisk.ofTestService()).isSubsetOf(objects);
    assertThat(alice.get("/files?limit=1").data().getFirst()).containsEntry("file_id", newest);
  }

  @Test
  void bodyWithoutThePartIsRefused() {
    BodyPublisher body = new Multipart().publisher();
    alice.store(Multipart.TYPE, body).isProblem(400, "missing-field").has("field", "file");
  }

  @Test
  void partWithoutAFilenameIsRefusedWhateverItsLength() {
    for (int length : new int[] {0, 5, 100_000}) {
      BodyPublisher body = new Multipart().field("file", "a".repeat(length)).publisher();
      alice.store(Multipart.TYPE, body).isProblem(400, "missing-field").has("field", "filename");
    }
  }

  @Test
  void filenameComesOutAsItWentIn() {
    for (String name : new String[] {"a,b;c:d=e", " a  b ", "ünï ☃ 😀", "100%25", "a'b"}) {
      BodyPublisher body = Multipart.of(name, Bytes.utf8("x"));
      alice.store(Multipart.TYPE, body).is(201).has("filename", name);
    }
  }

  @Test
  void filenameOfThePartIsALabelToo() {
    var objects = ObjectsOnDisk.ofTestService();
    alice
        .store(Multipart.TYPE, Multipart.of("../up", Bytes.utf8("x")))
        .isProblem(422, "bad-filename");
    assertThat(ObjectsOnDisk.ofTestService()).isSubsetOf(objects);
  }

  @Test
  void bodyOfAnotherTypeIsRefused() {
    alice
        .store("application/json", BodyPublishers.ofString("{}"))
        .isProblem(415, "unsupported-media-type");
  }

  @Test
  void bodyThatBreaksOffLeavesNoFileAndNoObject() throws Exception {
    var objects = ObjectsOnDisk.ofTestService();
    String newest = alice.open();
    byte[] body = new Multipart().file("broken", "text/plain", Bytes.patterned(9 << 20)).bytes();
    assertThatThrownBy(() -> alice.store(Multipart.TYPE, breakingOff(body)))
        .hasRootCauseMessage("cable pulled");
    Await.until(
        "no object is left",
        Duration.ofMinutes(5),
        () -> objects.containsAll(ObjectsOnDisk.ofTestService()));
    assertThat(alice.get("/files?limit=1").data().getFirst()).containsEntry("file_id", newest);
  }

  private static BodyPublisher breakingOff(byte[] body) {
    return BodyPublishers.fromPublisher(
        BodyPublishers.ofInputStream(
            () -> {
              InputStream whole = new ByteArrayInputStream(body);
              return new BrokenInputStream(
                  whole, body.length - 10, new IOException("cable pulled"));
            }),
        body.length);
  }
}
