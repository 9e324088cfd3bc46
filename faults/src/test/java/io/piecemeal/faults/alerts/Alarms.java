package io.piecemeal.faults.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.piecemeal.harness.watch.Prometheus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/** What a Prometheus says of alerts. */
record Alarms(Prometheus prometheus) {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final long PAUSE = Duration.ofMillis(100).toNanos();

  /** What keeps a fault going while its alert is awaited. */
  @FunctionalInterface
  interface Provocation {
    /** Does it once. */
    void again() throws Exception;
  }

  /** Whether an alert is pending or fires for a service, or for all of them together. */
  boolean isActive(String alert, String instance) throws IOException, InterruptedException {
    return isThere(alert, instance, "pending") || fires(alert, instance);
  }

  /** Whether an alert fires for a service, or for all of them together. */
  boolean fires(String alert, String instance) throws IOException, InterruptedException {
    return isThere(alert, instance, "firing");
  }

  private boolean isThere(String alert, String instance, String state)
      throws IOException, InterruptedException {
    for (JsonNode each : data(prometheus.alerts()).path("alerts")) {
      JsonNode labels = each.path("labels");
      if (labels.path("alertname").asText().equals(alert)
          && labels.path("instance").asText(instance).equals(instance)
          && each.path("state").asText().equals(state)) {
        return true;
      }
    }
    return false;
  }

  /** Provokes again and again until an alert fires. */
  void await(String alert, String instance, Provocation provocation) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!fires(alert, instance)) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError(
            "%s did not fire for %s; active are %s"
                .formatted(alert, instance, prometheus.alerts()));
      }
      provocation.again();
      LockSupport.parkNanos(PAUSE);
    }
  }

  /** Waits until an alert is over. */
  void awaitEnd(String alert, String instance) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (isActive(alert, instance)) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("%s does not end for %s".formatted(alert, instance));
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  /** The names of all alerts that are loaded. */
  Set<String> known() throws IOException, InterruptedException {
    Set<String> names = new TreeSet<>();
    for (JsonNode group : data(prometheus.rules()).path("groups")) {
      group.path("rules").forEach(rule -> names.add(rule.path("name").asText()));
    }
    return names;
  }

  /** All that fired at any time, as the alert, a blank and the service. */
  Set<String> everFired() throws IOException, InterruptedException {
    Set<String> fired = new TreeSet<>();
    String query = "count_over_time(ALERTS{alertstate=\"firing\"}[1h])";
    for (JsonNode each : data(prometheus.query(query)).path("result")) {
      JsonNode labels = each.path("metric");
      fired.add(labels.path("alertname").asText() + " " + labels.path("instance").asText("-"));
    }
    return fired;
  }

  /** How many scrapes of a service came to something. */
  int scrapes(String instance) throws IOException, InterruptedException {
    String query = "sum_over_time(up{instance=\"%s\"}[1h])".formatted(instance);
    return data(prometheus.query(query)).path("result").path(0).path("value").path(1).asInt();
  }

  private static JsonNode data(String answer) throws IOException {
    return MAPPER.readTree(answer).path("data");
  }
}
