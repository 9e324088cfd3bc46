package io.piecemeal.adapters.http.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.piecemeal.domain.event.FileEvent;
import io.piecemeal.domain.storage.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * An event as callers see it.
 *
 * @param timestamp RFC 3339, with the fractions of a second that there are
 */
@Serdeable.Serializable
record EventView(String id, String type, String timestamp, Data data) {

  /**
   * What the file was like then.
   *
   * @param sha256 null unless it was complete
   */
  @Serdeable.Serializable
  record Data(
      @JsonProperty("file_id") String fileId,
      String filename,
      long size,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String sha256) {}

  static EventView of(FileEvent event) {
    return new EventView(
        event.id().toString(),
        event.type().word(),
        event.at().toString(),
        new Data(
            event.file().value(),
            event.name().value(),
            event.size().value(),
            event.sha256().map(Sha256::hex).orElse(null)));
  }
}
