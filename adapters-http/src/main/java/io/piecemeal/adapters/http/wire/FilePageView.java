package io.piecemeal.adapters.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.piecemeal.application.port.in.ListFiles.Continuation;
import io.piecemeal.application.port.in.ListFiles.FilePage;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.http.server.text.ListCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of files.
 *
 * @param next what to send as {@code after} for the next page; null on the last one
 */
@Serdeable.Serializable
public record FilePageView(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<FileView> data,
    @JsonProperty("has_more") boolean hasMore,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next) {

  /** A page as its caller sees it. */
  public static FilePageView of(FilePage page) {
    List<FileView> files = page.files().stream().map(FileView::of).toList();
    return switch (page.continuation()) {
      case Continuation.END -> new FilePageView(files, false, null);
      case Continuation.MORE ->
          new FilePageView(
              files, true, ListCursor.encode(FileQuery.Position.of(page.files().getLast())));
    };
  }
}
