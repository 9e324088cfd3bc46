package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** GET /files: the caller's own files, newest first, in pages that stay stable. */
class ListFilesTest {

  private final Caller alice = Caller.alice();

  @Test
  void filesAreListedNewestFirst() {
    List<String> opened = openThree();
    assertThat(ids(alice.get("/files?limit=3").is(200))).isEqualTo(opened.reversed());
  }

  @Test
  void entryOfTheListIsTheFile() {
    String id = alice.openWith(Bytes.utf8("hello"));
    assertThat(alice.get("/files").is(200).data().getFirst()).isEqualTo(alice.find(id).json());
  }

  @Test
  void fileThatGrowsKeepsItsPlace() {
    List<String> opened = openThree();
    alice.append(opened.getFirst(), Bytes.utf8("x")).is(200);
    assertThat(ids(alice.get("/files?limit=3"))).isEqualTo(opened.reversed());
  }

  @Test
  void pagesTogetherAreTheWholeList() {
    openThree();
    List<String> whole = ids(alice.get("/files?limit=7"));
    Answer first = alice.get("/files?limit=2").is(200).has("has_more", true);
    Answer second = next(first, 2).has("has_more", true);
    List<String> paged = new ArrayList<>(ids(first));
    paged.addAll(ids(second));
    assertThat(paged).isEqualTo(whole.subList(0, 4));
  }

  @Test
  void lastPageSaysThatItIsTheLast() {
    Answer page = alice.get("/files?limit=1").is(200);
    while (Boolean.TRUE.equals(page.json().get("has_more"))) {
      page = next(page, 1000);
    }
    assertThat(page.json()).containsEntry("has_more", false).containsEntry("next", null);
  }

  @Test
  void pagesDoNotShiftWhenFilesComeAndGo() {
    List<String> opened = openThree();
    Answer first = alice.get("/files?limit=1").is(200);
    assertThat(ids(first)).containsExactly(opened.get(2));
    alice.open();
    alice.delete("/files/" + opened.get(2)).is(204);
    assertThat(ids(next(first, 1))).containsExactly(opened.get(1));
    alice.delete("/files/" + opened.get(1)).is(204);
    assertThat(ids(next(first, 1))).containsExactly(opened.get(0));
  }

  @Test
  void listIsFilteredByStatus() {
    String open = alice.open();
    String complete = alice.open();
    alice.post("/uploads/" + complete + "/complete", "{}").is(200);
    assertThat(ids(alice.get("/files?status=complete&limit=1"))).containsExactly(complete);
    assertThat(ids(alice.get("/files?status=uploading&limit=1"))).containsExactly(open);
    assertThat(ids(alice.get("/files?limit=2"))).containsExactly(complete, open);
  }

  @Test
  void queryThatMakesNoSenseIsRefused() {
    for (String query :
        new String[] {"limit=0", "limit=1001", "limit=x", "limit=1.0", "status=done", "after=x"}) {
      alice
          .get("/files?" + query)
          .isProblem(422, "invalid-field")
          .has("field", query.substring(0, query.indexOf('=')));
    }
  }

  private List<String> openThree() {
    return List.of(alice.open(), alice.open(), alice.open());
  }

  private Answer next(Answer page, int limit) {
    return alice.get("/files?limit=%d&after=%s".formatted(limit, page.text("next"))).is(200);
  }

  private static List<String> ids(Answer page) {
    return page.data().stream().map(ListFilesTest::id).toList();
  }

  private static String id(Map<String, Object> file) {
    return (String) Json.require(file, "file_id");
  }
}
