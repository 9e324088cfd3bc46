package io.piecemeal.faults.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.piecemeal.faults.account.FileState.Stage;
import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.account.Finding.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The events that one way of telling them told, each of them the first time that it was told. */
public final class Heard {

  private static final Map<Stage, String> TYPES =
      Map.of(
          Stage.UPLOADING, "file.created",
          Stage.COMPLETE, "file.completed",
          Stage.DELETED, "file.deleted");

  /** What may come behind what: a file is opened, then complete, then deleted. */
  private static final List<String> ORDER =
      List.of("file.created", "file.completed", "file.deleted");

  private final String way;
  private final Set<String> ids = new HashSet<>();
  private final Map<String, List<String>> files = new HashMap<>();
  private int again;

  /**
   * @param way how they are told, for messages
   */
  public Heard(String way) {
    this.way = way;
  }

  /** An event was told. */
  public synchronized void event(JsonNode event) {
    if (!ids.add(event.path("id").asText())) {
      again++;
      return;
    }
    files
        .computeIfAbsent(event.path("data").path("file_id").asText(), _ -> new ArrayList<>())
        .add(event.path("type").asText());
  }

  /** Whether everything that was acknowledged was told. */
  public synchronized boolean hasAll(Map<String, Set<Stage>> reached) {
    return reached.entrySet().stream().allMatch(file -> missing(file).isEmpty());
  }

  private List<String> missing(Map.Entry<String, Set<Stage>> file) {
    List<String> told = files.getOrDefault(file.getKey(), List.of());
    return file.getValue().stream().map(TYPES::get).filter(type -> !told.contains(type)).toList();
  }

  /** What was acknowledged and not told, and what was told in the wrong order. */
  public synchronized List<Finding> findings(Map<String, Set<Stage>> reached) {
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<String, Set<Stage>> file : reached.entrySet()) {
      List<String> missing = missing(file);
      if (!missing.isEmpty()) {
        findings.add(
            new Finding(Kind.LOST, file.getKey(), "%s never told %s".formatted(way, missing)));
      }
    }
    files.forEach(
        (file, told) -> {
          List<String> known = told.stream().filter(ORDER::contains).toList();
          List<String> sorted = ORDER.stream().filter(known::contains).toList();
          if (!known.equals(sorted)) {
            findings.add(new Finding(Kind.MISPLACED, file, "%s told %s".formatted(way, told)));
          }
        });
    return findings;
  }

  /** For the one line. */
  public synchronized String figures() {
    return "%s=%d %s-again=%d".formatted(way, ids.size(), way, again);
  }
}
