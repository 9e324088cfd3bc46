package io.piecemeal.http.server.form;

import io.piecemeal.domain.upload.FileName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a form has: one file, and beside it, before or behind, fields of text.
 *
 * @param file the name of the part that holds the file
 * @param nameless what the file is called where the part has no file name; empty if it must have
 *     one
 * @param fields the names of the fields that there may be, each once
 */
public record FormShape(String file, Optional<FileName> nameless, Set<String> fields) {

  /** A file in the part {@code file}, and nothing else. */
  static final FormShape FILE_ALONE = new FormShape("file", Optional.empty(), Set.of());

  /** All names that a part may have. */
  List<String> names() {
    List<String> names = new ArrayList<>(fields);
    names.add(file);
    return names;
  }
}
