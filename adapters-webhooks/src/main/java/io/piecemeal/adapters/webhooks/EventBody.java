package io.piecemeal.adapters.webhooks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.piecemeal.domain.event.FileEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** An event as {@code GET /events} tells it. */
final class EventBody {

  private static final JsonFactory JSON = new JsonFactory();

  private EventBody() {}

  static String of(FileEvent event) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("id", event.id().toString());
      json.writeStringField("type", event.type().word());
      json.writeStringField("timestamp", event.at().toString());
      json.writeObjectFieldStart("data");
      json.writeStringField("file_id", event.file().value());
      json.writeStringField("filename", event.name().value());
      json.writeNumberField("size", event.size().value());
      if (event.sha256().isPresent()) {
        json.writeStringField("sha256", event.sha256().get().hex());
      } else {
        json.writeNullField("sha256");
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be written", e);
    }
    return text.toString();
  }
}
