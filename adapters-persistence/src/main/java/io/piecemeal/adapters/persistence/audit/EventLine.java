package io.piecemeal.adapters.persistence.audit;

import io.piecemeal.application.port.out.AuditEvent;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Spells events as the members of JSON, in ASCII. */
final class EventLine {

  /** Always with milliseconds, so that lines sort by their text. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private EventLine() {}

  /**
   * @param context further members
   */
  static String of(AuditEvent event, Instant now, Map<String, String> context) {
    StringBuilder line = begin(now, event.action().word());
    add(line, "outcome", event.outcome());
    event.owner().ifPresent(owner -> add(line, "owner", owner.value()));
    event.file().ifPresent(file -> add(line, "file", file.value()));
    event.subject().ifPresent(subject -> add(line, "subject", subject));
    new TreeMap<>(context).forEach((name, value) -> add(line, name, value));
    return line.toString();
  }

  /** Stands for events that there was no room to keep. */
  static String dropped(long count, Instant now) {
    return begin(now, "events-dropped").append(",\"count\":").append(count).toString();
  }

  private static StringBuilder begin(Instant now, String action) {
    StringBuilder line = new StringBuilder(256);
    line.append("\"time\":\"").append(TIME.format(now)).append('"');
    add(line, "action", action);
    return line;
  }

  private static void add(StringBuilder line, String name, String value) {
    line.append(",\"").append(name).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char next = value.charAt(i);
      if (next < ' ' || next > '~' || next == '"' || next == '\\') {
        line.append("\\u%04x".formatted((int) next));
      } else {
        line.append(next);
      }
    }
    line.append('"');
  }
}
