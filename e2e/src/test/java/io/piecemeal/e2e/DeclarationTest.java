package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A session that was opened with the size or the digest that its file will have. */
class DeclarationTest {

  private static final byte[] HELLO = Bytes.utf8("hello");

  private final Caller alice = Caller.alice();

  @Test
  void fileCompletesItselfWhenItsDeclaredSizeIsReached() {
    String id = declare("size", 5);
    alice.append(id, Bytes.utf8("hel")).is(200).has("status", "uploading");
    alice
        .append(id, Bytes.utf8("lo"))
        .is(200)
        .has("status", "complete")
        .has("sha256", Bytes.sha256(HELLO));
    assertThat(alice.bytes(id)).isEqualTo(HELLO);
  }

  @Test
  void contentIsWithheldUntilTheFileIsComplete() {
    String id = declare("size", 5);
    alice.append(id, Bytes.utf8("hel")).is(200);
    Answer refused = alice.content(id).isProblem(409, "file-incomplete").has("current_size", 3);
    Map<String, String> data = Map.of("data", Json.base64(Bytes.utf8("lo")));
    alice.follow(refused.object("next"), data).is(200).has("status", "complete");
    assertThat(alice.bytes(id)).isEqualTo(HELLO);
  }

  @Test
  void moreThanTheDeclaredSizeIsRefused() {
    String id = declare("size", 5);
    alice
        .append(id, Bytes.utf8("hello!"))
        .isProblem(413, "file-too-large")
        .has("max_file_bytes", 5)
        .has("current_size", 0);
    alice.append(id, HELLO).is(200).has("status", "complete");
  }

  @Test
  void lessThanTheDeclaredSizeIsNotComplete() {
    String id = declare("size", 6);
    alice
        .append(id, HELLO, "complete", true)
        .isProblem(422, "size-mismatch")
        .has("current_size", 0);
    alice.append(id, HELLO).is(200);
    alice.post("/uploads/" + id + "/complete", "{}").isProblem(422, "size-mismatch");
    alice.find(id).has("status", "uploading").has("size", 5);
  }

  @Test
  void declaredDigestIsCheckedWhenTheFileIsCompleted() {
    String id = declare("sha256", Bytes.sha256(HELLO));
    alice.append(id, HELLO).is(200);
    alice.content(id).isProblem(409, "file-incomplete");
    alice.post("/uploads/" + id + "/complete", "{}").is(200).has("sha256", Bytes.sha256(HELLO));
    assertThat(alice.bytes(id)).isEqualTo(HELLO);
  }

  @Test
  void fileWithAnotherDigestThanDeclaredStaysOpen() {
    String id = declare("sha256", Bytes.sha256(HELLO));
    alice.append(id, Bytes.utf8("jello")).is(200);
    alice.post("/uploads/" + id + "/complete", "{}").isProblem(422, "checksum-mismatch");
    alice.find(id).has("status", "uploading");
    alice.post("/uploads/" + id + "/rewind", Json.of("to_size", 0, "if_size", 5)).is(200);
    alice.append(id, HELLO, "complete", true).is(200).has("status", "complete");
  }

  @Test
  void lastChunkThatSpoilsTheDeclaredDigestIsNotStored() {
    String id =
        alice
            .post("/uploads", Json.of("filename", "a", "size", 5, "sha256", Bytes.sha256(HELLO)))
            .is(201)
            .fileId();
    alice.append(id, Bytes.utf8("jello")).isProblem(422, "checksum-mismatch");
    alice.find(id).has("size", 0).has("status", "uploading");
    alice.append(id, HELLO).is(200).has("status", "complete");
  }

  @Test
  void sizeBeyondTheLimitIsRefusedAtOnce() {
    alice
        .post("/uploads", Json.of("filename", "a", "size", (5L << 30) + 1))
        .isProblem(413, "file-too-large")
        .has("max_file_bytes", 5L << 30);
    declare("size", 5L << 30);
  }

  @Test
  void fileOfNoBytesIsCompleteWhenItIsOpened() {
    Answer opened = alice.post("/uploads", Json.of("filename", "empty", "size", 0)).is(201);
    opened.has("status", "complete").has("size", 0).has("sha256", Bytes.sha256(new byte[0]));
    alice.find(opened.fileId()).has("status", "complete");
    assertThat(alice.bytes(opened.fileId())).isEmpty();
    alice.append(opened.fileId(), HELLO).isProblem(409, "upload-complete");
    alice.post("/uploads/" + opened.fileId() + "/complete", "{}").is(200);
  }

  @Test
  void digestOfAFileOfNoBytesIsCheckedWhenItIsOpened() {
    String ofNothing = Bytes.sha256(new byte[0]);
    alice
        .post("/uploads", Json.of("filename", "empty", "size", 0, "sha256", ofNothing))
        .is(201)
        .has("status", "complete");
    alice
        .post("/uploads", Json.of("filename", "empty", "size", 0, "sha256", Bytes.sha256(HELLO)))
        .isProblem(422, "checksum-mismatch")
        .has("actual_sha256", ofNothing);
  }

  @Test
  void sessionWithoutADeclarationMayBeCompletedEmpty() {
    String id = alice.open();
    alice
        .post("/uploads/" + id + "/complete", "{}")
        .is(200)
        .has("status", "complete")
        .has("sha256", Bytes.sha256(new byte[0]));
    assertThat(alice.bytes(id)).isEmpty();
  }

  /**
   * JSON knows one kind of number, and some languages write whole ones so (RFC 8259, section 6).
   */
  @Test
  void wholeNumberMayHaveAFractionOfNothing() {
    alice
        .post("/uploads", Json.of("filename", "a", "size", 1e3))
        .is(201)
        .has("declared_size", 1000);
  }

  @Test
  void declarationThatMakesNoSenseIsRefused() {
    for (Object size : new Object[] {-1, 1.9, "five", true, 1e-3}) {
      alice
          .post("/uploads", Json.of("filename", "a", "size", size))
          .isProblem(422, "invalid-field")
          .has("field", "size");
    }
    alice
        .post("/uploads", Json.of("filename", "a", "sha256", "xyz"))
        .isProblem(422, "invalid-field")
        .has("field", "sha256");
  }

  private String declare(String name, Object value) {
    return alice.post("/uploads", Json.of("filename", "declared", name, value)).is(201).fileId();
  }
}
