package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.testkit.Race;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Uploads that are sent in parts, at the same time and in any order. */
class PartsTest {

  private final Caller alice = Caller.alice();
  private final String id = alice.openWith();

  private String part(String text) {
    String part = open().text("file_id");
    alice.append(part, Bytes.utf8(text)).is(200);
    alice.post("/uploads/" + part + "/complete", Json.of()).is(200);
    return part;
  }

  private Answer open() {
    return alice.post("/uploads/" + id + "/parts", Json.of()).is(201).has("size", 0);
  }

  private Answer complete(Object... parts) {
    return alice.post("/uploads/" + id + "/complete", Json.of("parts", List.of(parts)));
  }

  @Test
  void partsBecomeTheFileInTheOrderInWhichTheyAreNamed() {
    List<String> parts =
        Race.run(
            IntStream.range(0, 4)
                .<Callable<String>>mapToObj(n -> () -> part("part " + n + ";"))
                .toList());

    complete(parts.get(3), parts.get(0), parts.get(2), parts.get(1))
        .is(200)
        .has("size", 28)
        .has("status", "complete");

    assertThat(alice.bytes(id)).asString().isEqualTo("part 3;part 0;part 2;part 1;");
  }

  @Test
  void theSameListAgainGivesTheSameAnswer() {
    String one = part("one");
    String two = part("two");
    Answer first = complete(one, two).is(200);

    assertThat(complete(one, two).is(200).json()).isEqualTo(first.json());
    complete(two, one).isProblem(409, "upload-complete");
  }

  @Test
  void partsAreListedUntilTheyAreJoinedAndInNoListOfFiles() {
    String one = part("one");
    String two = open().text("file_id");

    Answer page = alice.get("/uploads/" + id + "/parts?limit=1").is(200).has("has_more", true);
    assertThat(page.data()).extracting(part -> part.get("file_id")).containsExactly(one);
    Answer rest = alice.get("/uploads/" + id + "/parts?after=" + page.text("next")).is(200);
    assertThat(rest.data()).extracting(part -> part.get("file_id")).containsExactly(two);
    assertThat(alice.get("/files?limit=1000").is(200).data())
        .extracting(file -> file.get("file_id"))
        .contains(id)
        .doesNotContain(one, two);

    complete(one).is(200);
    assertThat(alice.get("/uploads/" + id + "/parts").is(200).data())
        .extracting(part -> part.get("file_id"))
        .containsExactly(two);
    alice.get("/files/" + one).isProblem(410, "gone");
  }

  @Test
  void whatIsNoPartIsRefusedAndNothingIsJoined() {
    String one = part("one");
    String incomplete = open().text("file_id");
    String other = alice.openWith(Bytes.utf8("x"));

    complete(one, one).isProblem(422, "invalid-field").has("field", "parts");
    complete(one, incomplete).isProblem(422, "invalid-field").has("field", "parts");
    complete(one, other).isProblem(422, "invalid-field").has("field", "parts");
    complete(one, "nonsense").isProblem(422, "invalid-field").has("field", "parts");
    alice
        .post("/uploads/" + id + "/complete", Json.of("parts", one))
        .isProblem(422, "invalid-field")
        .has("field", "parts");
    alice.find(id).has("size", 0).has("status", "uploading");
    alice
        .post("/uploads/" + id + "/complete", Json.of("parts", List.of(one), "size", 4))
        .isProblem(422, "size-mismatch")
        .has("field", "parts")
        .has("expected_size", 4);
    complete(one).is(200).has("size", 3);
  }

  @Test
  void partsThatMakeAnotherFileThanExpectedStayParts() {
    String one = part("one");
    String two = part("two");
    String right = Bytes.sha256(Bytes.utf8("onetwo"));

    alice
        .post("/uploads/" + id + "/complete", Json.of("parts", List.of(two, one), "sha256", right))
        .isProblem(422, "checksum-mismatch");

    alice.find(id).has("size", 0).has("status", "uploading");
    assertThat(alice.get("/uploads/" + id + "/parts").is(200).data()).hasSize(2);
    alice
        .post("/uploads/" + id + "/complete", Json.of("parts", List.of(one, two), "sha256", right))
        .is(200)
        .has("sha256", right);
  }

  @Test
  void anEmptyListIsNone() {
    alice.append(id, Bytes.utf8("x")).is(200);

    complete().is(200).has("size", 1).has("status", "complete");
  }

  @Test
  void aSessionWithBytesOfItsOwnIsNotMadeOfParts() {
    String one = part("one");
    alice.append(id, Bytes.utf8("x")).is(200);

    complete(one).isProblem(409, "offset-mismatch");
  }

  @Test
  void aPartIsOpenedOnlyForAnUploadThatTakesMore() {
    Answer whole = alice.post("/uploads/" + id + "/complete", Json.of()).is(200);
    assertThat(whole.json()).containsEntry("size", 0);

    alice.post("/uploads/" + id + "/parts", Json.of()).isProblem(409, "upload-complete");
    alice.post("/uploads/" + "a".repeat(32) + "/parts", Json.of()).isProblem(404, "not-found");
    Caller.bob()
        .post("/uploads/" + alice.openWith() + "/parts", Json.of())
        .isProblem(404, "not-found");
  }

  @Test
  void aPartMayDeclareItsSize() {
    String part =
        alice
            .post("/uploads/" + id + "/parts", Json.of("size", 3))
            .is(201)
            .has("status", "uploading")
            .text("file_id");
    alice.append(part, Bytes.utf8("abc")).is(200).has("status", "complete");

    complete(part).is(200).has("size", 3);
  }
}
