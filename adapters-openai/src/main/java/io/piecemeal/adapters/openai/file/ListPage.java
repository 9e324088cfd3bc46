package io.piecemeal.adapters.openai.file;

import io.piecemeal.application.port.in.ListFiles.Continuation;
import io.piecemeal.application.port.in.ListFiles.FilePage;
import io.piecemeal.domain.upload.StoredFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A page of a listing as OpenAI's clients see it. */
public final class ListPage {

  private ListPage() {}

  /**
   * The members of a page.
   *
   * @param entry what an entry of the page shows of a file; has its {@code id}
   */
  public static Map<String, Object> of(
      FilePage page, Function<StoredFile, Map<String, Object>> entry) {
    List<Map<String, Object>> data = page.files().stream().map(entry).toList();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("object", "list");
    members.put("data", data);
    members.put("first_id", data.isEmpty() ? null : data.getFirst().get("id"));
    members.put("last_id", data.isEmpty() ? null : data.getLast().get("id"));
    members.put("has_more", page.continuation() == Continuation.MORE);
    return members;
  }
}
