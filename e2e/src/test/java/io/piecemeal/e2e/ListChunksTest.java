package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** GET /uploads/{id}/chunks: what a file consists of. */
class ListChunksTest {

  private final Caller alice = Caller.alice();

  @Test
  void ledgerTellsOffsetSizeAndChecksumsOfEachChunk() {
    String id = alice.openWith(Bytes.utf8("abc"));
    String digest = Bytes.sha256(Bytes.utf8("defg"));
    alice.append(id, Bytes.utf8("defg"), "sha256", digest).is(200);
    List<Map<String, Object>> chunks = alice.get(path(id, "")).is(200).data();
    assertThat(chunks).hasSize(2);
    assertThat(chunks.getFirst()).doesNotContainKey("sha256").containsEntry("crc32c", crc("abc"));
    assertThat(chunks.getLast())
        .containsEntry("sha256", digest)
        .containsEntry("crc32c", crc("defg"))
        .hasEntrySatisfying("offset", offset -> assertThat(offset).hasToString("3"))
        .hasEntrySatisfying("size", size -> assertThat(size).hasToString("4"))
        .hasEntrySatisfying(
            "created_at",
            time ->
                assertThat((String) time).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"));
  }

  private static String crc(String text) {
    CRC32C crc = new CRC32C();
    crc.update(Bytes.utf8(text));
    return "%08x".formatted(crc.getValue());
  }

  @Test
  void pagesTogetherAreTheWholeLedger() {
    String id = alice.open();
    for (int i = 0; i < 5; i++) {
      alice.append(id, Bytes.utf8("x".repeat(i + 1))).is(200);
    }
    List<Object> offsets = new ArrayList<>();
    Answer page = alice.get(path(id, "?limit=2")).is(200);
    collect(page, offsets);
    while (Boolean.TRUE.equals(page.json().get("has_more"))) {
      page = alice.get(path(id, "?limit=2&after=" + page.number("next"))).is(200);
      collect(page, offsets);
    }
    assertThat(offsets).extracting(Object::toString).containsExactly("0", "1", "3", "6", "10");
    assertThat(page.json()).containsEntry("next", null);
  }

  private static void collect(Answer page, List<Object> offsets) {
    assertThat(page.data()).hasSizeLessThanOrEqualTo(2);
    page.data().forEach(chunk -> offsets.add(chunk.get("offset")));
  }

  @Test
  void fileWithoutChunksHasAnEmptyLedger() {
    Answer page = alice.get(path(alice.open(), "")).is(200);
    assertThat(page.json()).containsEntry("data", List.of()).containsEntry("has_more", false);
  }

  @Test
  void queryThatMakesNoSenseIsRefused() {
    String id = alice.open();
    alice.get(path(id, "?limit=0")).isProblem(422, "invalid-field").has("field", "limit");
    alice.get(path(id, "?after=-1")).isProblem(422, "invalid-field").has("field", "after");
  }

  private static String path(String id, String query) {
    return "/uploads/" + id + "/chunks" + query;
  }
}
