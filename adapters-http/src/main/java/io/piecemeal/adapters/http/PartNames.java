package io.piecemeal.adapters.http;

import io.piecemeal.domain.upload.FileId;
import io.piecemeal.http.server.problem.RequestRejected;
import java.util.List;

/** The parts that a request names. */
final class PartNames {

  private PartNames() {}

  /**
   * @throws RequestRejected if one is no id
   */
  static List<FileId> of(List<String> names) {
    return names.stream().map(PartNames::of).toList();
  }

  private static FileId of(String name) {
    return FileId.parse(name)
        .orElseThrow(
            () ->
                RequestRejected.invalidField(
                    "parts", "it holds what is no file_id of a part: 32 characters of [a-z0-9]"));
  }
}
