package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DELETE of files and sessions. */
class DeleteFileTest {

  private final Caller alice = Caller.alice();

  @ParameterizedTest
  @ValueSource(strings = {"/uploads/", "/files/"})
  void deletedFileIsGoneForEveryOperationAndTellsItsLastSize(String path) {
    String id = alice.openWith(Bytes.utf8("hello"));
    Answer deleted = alice.delete(path + id).is(204);
    assertThat(deleted.bytes()).isEmpty();
    gone(alice.find(id));
    gone(alice.content(id));
    gone(alice.append(id, Bytes.utf8("x")));
    gone(alice.append(id, Bytes.utf8("hello"), "offset", 0));
    gone(alice.post("/uploads/" + id + "/complete", "{}"));
    gone(alice.post("/uploads/" + id + "/rewind", Json.of("to_size", 0, "if_size", 5)));
    gone(alice.get("/uploads/" + id + "/chunks"));
    gone(alice.delete(path + id));
  }

  private void gone(Answer answer) {
    answer.isProblem(410, "gone").has("last_size", 5).has("retryable", false);
    alice.follow(answer.object("next"), Map.of("filename", "again")).is(201).has("size", 0);
  }

  @Test
  void completeFileCanBeDeleted() {
    String id = alice.openWith(Bytes.utf8("hello"));
    alice.post("/uploads/" + id + "/complete", "{}").is(200);
    alice.delete("/files/" + id).is(204);
    gone(alice.find(id));
  }

  @Test
  void deletedFileIsNotListed() {
    String id = alice.open();
    alice.delete("/files/" + id).is(204);
    assertThat(alice.get("/files").is(200).data()).noneMatch(file -> file.containsValue(id));
  }

  @Test
  void missingFileCannotBeDeleted() {
    alice.delete("/files/" + "0".repeat(32)).isProblem(404, "not-found");
  }
}
