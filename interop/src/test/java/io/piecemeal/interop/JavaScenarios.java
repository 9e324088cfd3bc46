package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.client.ClientOptions;
import io.piecemeal.client.FilePage;
import io.piecemeal.client.Json;
import io.piecemeal.client.PiecemealClient;
import io.piecemeal.client.PiecemealException;
import io.piecemeal.client.ServiceException;
import io.piecemeal.client.Source;
import io.piecemeal.client.StoredFile;
import io.piecemeal.client.TransferListener;
import io.piecemeal.client.UploadOptions;
import io.piecemeal.harness.proxy.FaultProxy;
import io.piecemeal.harness.service.ServiceCommand;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One of the scenarios of {@code client-scenarios} with the client for Java. */
final class JavaScenarios {

  /** It hands tickets out, and sends nothing to one. */
  private static final Set<String> CAN = Set.of("stream", "resume", "download", "delete", "rewind");

  private static final int OTHER_SEED = 201;

  private final Map<String, Object> scenario;
  private final int index;
  private final FaultProxy proxy;
  private final String directUrl;
  private final String filename;

  private String once = UUID.randomUUID().toString();
  private Optional<String> id = Optional.empty();

  private JavaScenarios(
      Map<String, Object> scenario, int index, FaultProxy proxy, String directUrl) {
    this.scenario = scenario;
    this.index = index;
    this.proxy = proxy;
    this.directUrl = directUrl;
    this.filename = "java-%d-%s.bin".formatted(index, UUID.randomUUID());
  }

  /**
   * Plays all that the client can.
   *
   * @return what failed
   */
  static List<String> play(Path file, FaultProxy proxy, String directUrl) throws IOException {
    Map<String, Object> document = map(Json.read(Files.readString(file)));
    List<?> scenarios = list(document.get("scenarios"));
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < scenarios.size(); i++) {
      Map<String, Object> scenario = new HashMap<>(map(document.get("defaults")));
      scenario.putAll(map(scenarios.get(i)));
      Set<Object> lacking = new HashSet<>(list(scenario.get("needs")));
      lacking.removeAll(CAN);
      String outcome = "skipped, it cannot " + lacking;
      if (lacking.isEmpty()) {
        try {
          new JavaScenarios(scenario, i, proxy, directUrl).run();
          outcome = "ok";
        } catch (AssertionError | RuntimeException e) {
          outcome = "FAILED " + e;
          failures.add(scenario.get("name") + ": " + e);
        }
      }
      System.out.println(scenario.get("name") + ": " + outcome);
    }
    return failures;
  }

  private void run() {
    proxy.play(
        list(scenario.get("faults")).stream()
            .map(String::valueOf)
            .collect(Collectors.joining("\n")));
    for (Object call : list(scenario.get("calls"))) {
      timed(map(call));
    }
    map(scenario.get("requests"))
        .forEach(
            (request, wanted) -> {
              String[] parts = String.valueOf(request).split(" ", -1);
              String[] range = String.valueOf(wanted).split("-", -1);
              assertThat(proxy.count(parts[0], parts[1]))
                  .as(String.valueOf(request))
                  .isBetween(Long.parseLong(range[0]), Long.parseLong(range[range.length - 1]));
            });
    try (PiecemealClient direct = client(directUrl, ServiceCommand.KEY)) {
      assertThat(count(direct)).as("files").isEqualTo(number(scenario, "files", 1));
    }
  }

  private long count(PiecemealClient direct) {
    long found = 0;
    Optional<String> after = Optional.empty();
    do {
      FilePage page = direct.files(after, 1000);
      found += page.files().stream().filter(file -> file.filename().equals(filename)).count();
      after = page.next();
    } while (after.isPresent());
    return found;
  }

  private void timed(Map<String, Object> call) {
    long start = System.nanoTime();
    String failed = "none";
    try (PiecemealClient client =
        client(proxy.url(), String.valueOf(scenario.getOrDefault("key", ServiceCommand.KEY)))) {
      deed(call, client);
    } catch (PiecemealException e) {
      failed = e.code();
      if (!call.containsKey("error")) {
        throw e;
      }
    }
    assertThat(failed)
        .as("error")
        .isEqualTo(call.containsKey("error") ? call.get("error") : "none");
    assertThat((System.nanoTime() - start) / 1_000_000)
        .as("milliseconds")
        .isBetween(number(call, "at_least_ms", 0), number(call, "at_most_ms", Long.MAX_VALUE));
  }

  private void deed(Map<String, Object> call, PiecemealClient client) {
    switch (String.valueOf(call.get("call"))) {
      case "upload" -> upload(call, client);
      case "download" -> {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        client.download(id.orElseThrow(), sink, TransferListener.NONE);
        assertThat(sink.toByteArray()).isEqualTo(content(index));
      }
      case "delete" -> client.delete(id.orElseThrow());
      case "rewind" -> {
        long size = client.file(id.orElseThrow()).size();
        long to = number(call, "to_size", 0);
        assertThat(client.rewind(id.orElseThrow(), to, size).size()).isEqualTo(to);
      }
      case "behind-its-back" -> {
        try (PiecemealClient direct = client(directUrl, ServiceCommand.KEY)) {
          direct.delete(id.orElseThrow());
        }
      }
      case "heal" -> proxy.play("");
      default -> throw new AssertionError("an unknown call: " + call);
    }
  }

  /** Goes on with what an upload before it began, as {@code ./piecemeal put} does. */
  private void upload(Map<String, Object> call, PiecemealClient client) {
    byte[] bytes = content("other".equals(call.get("variant")) ? OTHER_SEED : index);
    long stopAfter = number(call, "stop_after", Long.MAX_VALUE);
    try {
      StoredFile file;
      try {
        file = send(call, client, bytes, stopAfter);
      } catch (ServiceException e) {
        if (id.isEmpty() || (e.status() != 404 && e.status() != 410)) {
          throw e;
        }
        once = UUID.randomUUID().toString();
        id = Optional.empty();
        file = send(call, client, bytes, stopAfter);
      }
      assertThat(file.complete()).isTrue();
      assertThat(file.size()).isEqualTo(bytes.length);
      if (call.containsKey("chunks")) {
        assertThat(file.chunks()).as("chunks").isEqualTo(number(call, "chunks", 0));
      }
      assertThat(stopAfter).as("it was to stop").isEqualTo(Long.MAX_VALUE);
    } catch (CancellationException e) {
      assertThat(stopAfter).isLessThan(Long.MAX_VALUE);
    }
  }

  private StoredFile send(
      Map<String, Object> call, PiecemealClient client, byte[] bytes, long stopAfter) {
    UploadOptions options =
        UploadOptions.named(filename)
            .withIdempotencyKey(once)
            .withChunkBytes(number(scenario, "chunk", 0))
            .withListener(
                new TransferListener() {
                  @Override
                  public void opened(StoredFile file) {
                    id = Optional.of(file.id());
                  }

                  @Override
                  public void progressed(long done, long total) {
                    if (done >= stopAfter) {
                      throw new CancellationException("stopped, as the scenario says");
                    }
                  }
                });
    Source source =
        "stream".equals(call.get("as"))
            ? Source.of(new ByteArrayInputStream(bytes))
            : Source.of(bytes);
    return client.upload(source, id.map(options::resuming).orElse(options));
  }

  private PiecemealClient client(String url, String key) {
    return PiecemealClient.of(
        ClientOptions.of(URI.create(url), key)
            .withPatience(Duration.ofMillis(number(scenario, "patience_ms", 0)))
            .withRequestTimeout(Duration.ofMillis(number(scenario, "timeout_ms", 0))));
  }

  private byte[] content(int seed) {
    byte[] bytes = new byte[Math.toIntExact(number(scenario, "bytes", 0))];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 7 + (i >> 8) * 13 + (i >> 16) * 29 + seed);
    }
    return bytes;
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static long number(Map<String, Object> members, String name, long otherwise) {
    return members.get(name) instanceof Long number ? number : otherwise;
  }

  private static Map<String, Object> map(@Nullable Object value) {
    Map<String, Object> members = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, member) -> members.put(String.valueOf(name), member));
    }
    return members;
  }
}
