package io.piecemeal.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of files, newest first.
 *
 * @param next what to ask for to get the next one; empty on the last
 */
public record FilePage(List<StoredFile> files, Optional<String> next) {

  /** Copies the list. */
  public FilePage {
    files = List.copyOf(files);
  }

  static FilePage of(Map<String, @Nullable Object> members) {
    if (!(members.get("data") instanceof List<?> data)) {
      throw new IllegalArgumentException("no list data");
    }
    return new FilePage(
        data.stream().map(file -> StoredFile.of(Json.members(file))).toList(),
        Boolean.TRUE.equals(members.get("has_more"))
            ? Optional.of(Members.text(members, "next"))
            : Optional.empty());
  }
}
