package io.piecemeal.adapters.openai.anthropic;

import io.piecemeal.adapters.openai.file.Ids;
import io.piecemeal.application.port.in.ListFiles.Continuation;
import io.piecemeal.application.port.in.ListFiles.FilePage;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.http.server.text.ListCursor;
import io.piecemeal.http.server.text.Times;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files as Anthropic's API shows them. */
final class FileMetadata {

  private FileMetadata() {}

  static Map<String, Object> of(StoredFile file) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", Ids.ANTHROPIC_FILE + file.id());
    members.put("type", "file");
    members.put("filename", file.name().value());
    members.put("mime_type", file.contentType().value());
    members.put("size_bytes", file.size().value());
    members.put("created_at", Times.rfc3339(file.createdAt()));
    members.put("expires_at", Times.rfc3339(file.expiresAt()));
    members.put("downloadable", true);
    return members;
  }

  /**
   * The page before a file.
   *
   * @param page which was read from there on, towards newer files
   */
  static Map<String, Object> before(FilePage page) {
    Map<String, Object> members = of(new FilePage(page.files().reversed(), Continuation.END));
    members.put("has_more", page.continuation() == Continuation.MORE);
    return members;
  }

  /** A page with what clients of both generations look for the next one by. */
  static Map<String, Object> of(FilePage page) {
    List<Map<String, Object>> data = page.files().stream().map(FileMetadata::of).toList();
    boolean more = page.continuation() == Continuation.MORE;
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("data", data);
    members.put(
        "next_page",
        more ? ListCursor.encode(FileQuery.Position.of(page.files().getLast())) : null);
    members.put("has_more", more);
    members.put("first_id", data.isEmpty() ? null : data.getFirst().get("id"));
    members.put("last_id", data.isEmpty() ? null : data.getLast().get("id"));
    return members;
  }
}
