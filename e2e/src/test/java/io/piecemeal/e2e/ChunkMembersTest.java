package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a chunk may say beside its data, in any order. */
class ChunkMembersTest {

  private static final byte[] BYTES = Bytes.utf8("hällo?>");

  private final Caller alice = Caller.alice();

  @ParameterizedTest
  @CsvSource({
    "base64, aMOkbGxvPz4=",
    "base64url, aMOkbGxvPz4=",
    "hex, 68c3a46c6c6f3f3e",
    "hex, 68C3A46C6C6F3F3E",
    "utf8, hällo?>",
  })
  void dataIsTakenInEachEncoding(String encoding, String data) {
    String id = alice.open();
    alice.put("/uploads/" + id, Json.of("data", data, "encoding", encoding)).is(200);
    assertThat(alice.bytes(id)).isEqualTo(BYTES);
  }

  @ParameterizedTest
  @CsvSource({"base64, _-_-, /+/+", "base64url, /+/+, _-_-"})
  void alphabetsOfTheTwoBase64AreNotMixed(String encoding, String wrong, String right) {
    String id = alice.open();
    alice
        .put("/uploads/" + id, Json.of("data", wrong, "encoding", encoding))
        .isProblem(422, "invalid-base64")
        .has("position", 0);
    alice.put("/uploads/" + id, Json.of("data", right, "encoding", encoding)).is(200);
    assertThat(alice.bytes(id)).containsExactly(0xff, 0xef, 0xfe);
  }

  @Test
  void unknownEncodingIsRefused() {
    alice
        .put("/uploads/" + alice.open(), Json.of("data", "aGk=", "encoding", "base85"))
        .isProblem(422, "invalid-field")
        .has("field", "encoding");
  }

  @Test
  void membersMayComeInAnyOrder() {
    byte[] large = Bytes.patterned(90_000);
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("data", Json.base64(large));
    members.put("encoding", "base64");
    members.put("offset", 0);
    members.put("sha256", Bytes.sha256(large));
    for (List<String> order : orders(List.copyOf(members.keySet()))) {
      String id = alice.open();
      Map<String, Object> ordered = new LinkedHashMap<>();
      order.forEach(name -> ordered.put(name, members.get(name)));
      assertThat(alice.put("/uploads/" + id, Json.write(ordered)).status())
          .as("%s", order)
          .isEqualTo(200);
      assertThat(alice.bytes(id)).as("%s", order).isEqualTo(large);
    }
  }

  private static List<List<String>> orders(List<String> names) {
    if (names.isEmpty()) {
      return List.of(List.of());
    }
    List<List<String>> orders = new ArrayList<>();
    for (String first : names) {
      List<String> others = names.stream().filter(name -> !name.equals(first)).toList();
      for (List<String> rest : orders(others)) {
        List<String> order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        orders.add(order);
      }
    }
    return orders;
  }

  @Test
  void encodingMayFollowTheData() {
    for (String encoding : List.of("hex", "base64", "base64url", "utf8")) {
      String id = alice.open();
      alice.put("/uploads/" + id, Json.of("data", "c0ffee00", "encoding", encoding)).is(200);
      String other = alice.open();
      alice.put("/uploads/" + other, Json.of("encoding", encoding, "data", "c0ffee00")).is(200);
      assertThat(alice.bytes(id)).as(encoding).isEqualTo(alice.bytes(other));
    }
  }

  @Test
  void aPlusThatBecameASpaceIsRefusedWithItsPosition() {
    String id = alice.open();
    Answer refused = alice.put("/uploads/" + id, Json.of("data", "aGk aGk aGk aGk "));
    refused.isProblem(422, "invalid-base64").has("position", 3);
    assertThat(refused.text("detail")).contains("a '+' may have become a space");
    assertThat(alice.bytes(id)).isEmpty();
  }

  @Test
  void chunkWithItsRightDigestIsStored() {
    String id = alice.open();
    alice.append(id, BYTES, "sha256", Bytes.sha256(BYTES)).is(200).has("size", BYTES.length);
  }

  @Test
  void chunkWithAnotherDigestIsRefusedAndNothingOfItStays() {
    String id = alice.openWith(Bytes.utf8("kept"));
    var objects = ObjectsOnDisk.ofTestService();
    String wrong = "0".repeat(64);
    alice
        .append(id, BYTES, "sha256", wrong)
        .isProblem(422, "checksum-mismatch")
        .has("expected_sha256", wrong)
        .has("actual_sha256", Bytes.sha256(BYTES));
    assertThat(alice.bytes(id)).asString().isEqualTo("kept");
    assertThat(ObjectsOnDisk.ofTestService()).isSubsetOf(objects);
  }

  @Test
  void digestThatIsNoneIsRefused() {
    alice
        .append(alice.open(), BYTES, "sha256", "abc")
        .isProblem(422, "invalid-field")
        .has("field", "sha256");
  }

  @Test
  void misspelledMemberIsRefusedAndTheRightOneNamed() {
    alice
        .append(alice.open(), BYTES, "ofset", 0)
        .isProblem(422, "unknown-field")
        .has("nearest", "offset");
  }
}
