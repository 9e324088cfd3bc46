package io.piecemeal.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.e2e.ObjectsOnDisk.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a download says of itself is true of the bytes that come, or it says that there are none.
 */
class StoredAsSentTest {

  private static final byte[] TEXT = "text, and much of it\n".repeat(10_000).getBytes(US_ASCII);

  private final Caller alice = Caller.alice();

  @ParameterizedTest
  @ValueSource(
      strings = {"*", "gzip", "snappy", "gzip, deflate, br, zstd", "identity;q=0, *", "*;q=0.1"})
  void contentIsNeverEncodedWhateverIsAccepted(String accepted) {
    String id = open("text/plain");
    alice.append(id, TEXT).is(200);
    Answer plain = alice.content(id).is(200);
    Answer whole = alice.content(id, "Accept-Encoding", accepted).is(200);
    assertThat(whole.header("Content-Encoding")).isEmpty();
    assertThat(whole.header("Content-Length")).contains(String.valueOf(TEXT.length));
    assertThat(whole.header("ETag")).isEqualTo(plain.header("ETag"));
    assertThat(whole.bytes()).isEqualTo(TEXT);
    Answer part = alice.content(id, "Accept-Encoding", accepted, "Range", "bytes=5-180004").is(206);
    assertThat(part.header("Content-Encoding")).isEmpty();
    assertThat(part.header("Content-Length")).contains("180000");
    assertThat(part.bytes()).isEqualTo(Bytes.cut(TEXT, 5, 180_005));
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "gzip"})
  void otherAnswersAreNotEncodedEither(String accepted) {
    Answer document = alice.get("/openapi.yaml", "Accept-Encoding", accepted).is(200);
    assertThat(document.header("Content-Encoding")).isEmpty();
    assertThat(document.body()).startsWith("openapi:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain;q=abc", "text/plain; Q=1", "text/plain;q"})
  void typeThatNoReaderTakesIsRefusedWhenItComesIn(String type) {
    alice
        .post("/uploads", Json.of("filename", "a", "content_type", type))
        .isProblem(422, "invalid-field")
        .has("field", "content_type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain; charset=nonsense",
        "text/plain;charset=\"x y\"",
        "a/b;version=z;v=\"q=x\"",
        "*/*",
        "application/json",
        "multipart/form-data; boundary=x"
      })
  void typeIsGivenBackAsItWasDeclared(String type) {
    String id = open(type);
    alice.append(id, TEXT).is(200);
    Answer content = alice.content(id).is(200);
    assertThat(content.header("Content-Type")).contains(type);
    assertThat(content.bytes()).isEqualTo(TEXT);
    assertThat(alice.head("/files/" + id + "/content").is(200).header("Content-Type"))
        .contains(type);
  }

  @Test
  void typeThatAnOlderVersionTookIsGivenBackAsWell() {
    String id = open("text/plain");
    alice.append(id, TEXT).is(200);
    TestService.sql()
        .update("UPDATE file SET content_type = 'text/plain;q=abc' WHERE file_id = '" + id + "'");
    Answer content = alice.content(id).is(200);
    assertThat(content.header("Content-Type")).contains("text/plain;q=abc");
    assertThat(content.bytes()).isEqualTo(TEXT);
  }

  @Test
  void downloadWhoseFirstBytesAreLostIsAnsweredAsDamaged() throws IOException {
    for (int size : new int[] {5, 50_000, 1_000_000}) {
      Path data = TestService.newDataDirectory();
      try (InProcessService service = TestService.alone(data, "--inline-chunk=0")) {
        Caller own = new Caller(service.port(), TestService.ALICE);
        String id = own.openWith(Bytes.patterned(size));
        lose(ObjectsOnDisk.in(data));
        own.content(id).isProblem(500, "damaged");
        own.content(id, "Range", "bytes=2-3").isProblem(500, "damaged");
      }
    }
  }

  @Test
  void rangeThatBeginsInALostChunkIsAnsweredAsDamaged() throws IOException {
    Path data = TestService.newDataDirectory();
    try (InProcessService service = TestService.alone(data)) {
      Caller own = new Caller(service.port(), TestService.ALICE);
      String id = own.openWith(Bytes.patterned(1_000_000));
      Set<StoredObject> first = ObjectsOnDisk.in(data);
      own.append(id, Bytes.patterned(1_000_000)).is(200);
      Set<StoredObject> second = new HashSet<>(ObjectsOnDisk.in(data));
      second.removeAll(first);
      lose(second);
      own.content(id, "Range", "bytes=0-999999").is(206);
      own.content(id, "Range", "bytes=1500000-").isProblem(500, "damaged");
    }
  }

  private static void lose(Set<StoredObject> objects) throws IOException {
    assertThat(objects).isNotEmpty();
    for (StoredObject object : objects) {
      // An open segment stays open, so that it is emptied and not removed.
      Files.write(object.file(), new byte[0]);
    }
  }

  private String open(String type) {
    return alice.post("/uploads", Json.of("filename", "a", "content_type", type)).is(201).fileId();
  }
}
