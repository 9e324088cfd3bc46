package io.piecemeal.adapters.mcp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.adapters.mcp.chunk.DecodedBytes;
import io.piecemeal.testkit.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Base64 that is typed line by line: what is damaged is named, and nothing wrong is stored. */
class McpLinesTest {

  private static final int BYTES = 57;
  private static final int LINES_OF_CALL = 200;

  private final McpCalls calls = new McpCalls();

  static List<Map<String, Object>> printed(byte[] bytes) {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (int start = 0; start < bytes.length; start += BYTES) {
      int end = Math.min(start + BYTES, bytes.length);
      byte[] part = Arrays.copyOfRange(bytes, start, end);
      lines.add(line(start / BYTES + 1, Base64.getEncoder().encodeToString(part)));
    }
    return lines;
  }

  static Map<String, Object> line(int number, String data) {
    String check =
        DecodedBytes.sha256((number + ":" + data).getBytes(StandardCharsets.UTF_8)).hex();
    return Map.of("n", number, "data", data, "check", check.substring(0, 6));
  }

  private static byte[] random(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private Map<String, Object> send(String id, List<Map<String, Object>> lines) {
    return calls.facts("upload_append", "file_id", id, "offset", 0, "lines", lines);
  }

  private void completes(String id, byte[] bytes) {
    assertThat(
            calls.facts(
                "upload_complete",
                "file_id",
                id,
                "size",
                bytes.length,
                "sha256",
                DecodedBytes.sha256(bytes).hex()))
        .containsEntry("status", "complete");
  }

  @SuppressWarnings("unchecked")
  private static List<Integer> needed(Map<String, Object> answer) {
    return (List<Integer>) McpCalls.require(answer, "lines_needed");
  }

  @Test
  void linesThatAreAsPrintedAreStoredAtOnce() {
    byte[] bytes = random(new Random(1), 1000);
    String id = calls.create();

    Map<String, Object> answer = send(id, printed(bytes));

    assertThat(answer)
        .containsEntry("size", 1000L)
        .containsEntry("lines_needed", List.of())
        .containsEntry("next_line", 19)
        .containsEntry("lines_held", 0);
    assertThat(send(id, printed(bytes))).containsEntry("size", 1000L);
    completes(id, bytes);
  }

  @Test
  void aDamagedLineIsNamedAndWhatFollowsWaitsForIt() {
    byte[] bytes = random(new Random(2), 570);
    List<Map<String, Object>> lines = new ArrayList<>(printed(bytes));
    Map<String, Object> fifth = lines.get(4);
    lines.set(4, Map.of("n", 5, "data", "x" + fifth.get("data"), "check", fifth.get("check")));
    lines.remove(7);
    String id = calls.create();

    assertThat(send(id, lines))
        .containsEntry("size", 4L * BYTES)
        .containsEntry("next_line", 5)
        .containsEntry("lines_needed", List.of(5, 8))
        .containsEntry("lines_held", 4);
    assertThat(send(id, List.of(fifth)))
        .containsEntry("size", 7L * BYTES)
        .containsEntry("lines_needed", List.of(8))
        .containsEntry("lines_held", 2);
    assertThat(send(id, List.of(printed(bytes).get(7)))).containsEntry("size", 570L);
    completes(id, bytes);
  }

  @Test
  void aLineAtAnotherPlaceIsDamaged() {
    byte[] bytes = random(new Random(3), 114);
    List<Map<String, Object>> lines = printed(bytes);
    Map<String, Object> moved =
        Map.of("n", 1, "data", lines.get(1).get("data"), "check", lines.get(1).get("check"));

    assertThat(send(calls.create(), List.of(moved)))
        .containsEntry("size", 0L)
        .containsEntry("lines_needed", List.of(1));
  }

  @Test
  void nothingFollowsALineThatIsNotFull() {
    String id = calls.create();
    List<Map<String, Object>> wrong = List.of(line(1, "aGVsbG8="), line(2, "aGVsbG8="));

    assertThat(calls.error("upload_append", "file_id", id, "offset", 0, "lines", wrong))
        .containsEntry("error", "invalid_field")
        .containsEntry("field", "lines");
    assertThat(calls.facts("upload_status", "file_id", id)).containsEntry("size", 0L);
    byte[] bytes = random(new Random(4), 2 * BYTES);
    assertThat(send(id, List.of(printed(bytes).get(1)))).containsEntry("lines_held", 1);
    assertThat(send(id, List.of(printed(bytes).getFirst()))).containsEntry("size", 2L * BYTES);
  }

  @Test
  void dataAndLinesAreNotSentTogetherNorNeither() {
    String id = calls.create();

    assertThat(
            calls.error(
                "upload_append",
                "file_id",
                id,
                "offset",
                0,
                "data",
                "aGVs",
                "lines",
                List.of(line(1, "aGVsbG8="))))
        .containsEntry("field", "lines");
    assertThat(calls.error("upload_append", "file_id", id, "offset", 0))
        .containsEntry("error", "missing_field")
        .containsEntry("field", "data");
    assertThat(calls.error("upload_append", "file_id", id, "offset", 0, "lines", List.of(Map.of())))
        .containsEntry("field", "lines");
  }

  @Test
  void linesOfOneOwnerAreNotHeldForAnother() {
    byte[] bytes = random(new Random(4), 171);
    String id = calls.create();
    send(id, printed(bytes).subList(1, 3));

    assertThat(
            calls
                .as(Samples.BOB)
                .error("upload_append", "file_id", id, "offset", 0, "lines", printed(bytes)))
        .containsEntry("error", "not_found");
  }

  /** What is held is in memory and bounded: what made room is asked for again. */
  @Test
  void linesThatHadToMakeRoomAreAskedForAgain() {
    byte[] bytes = random(new Random(5), 171);
    List<Map<String, Object>> lines = printed(bytes);
    String first = calls.create();
    send(first, lines.subList(1, 3));
    for (int i = 0; i < 4; i++) {
      send(calls.create(), lines.subList(1, 3));
    }

    assertThat(send(first, lines.subList(0, 1)))
        .containsEntry("next_line", 2)
        .containsEntry("lines_held", 0);
    send(first, lines.subList(1, 3));
    completes(first, bytes);
  }

  /** The line that agents are told to run prints what is taken. */
  @Test
  void theLineForAShellPrintsWhatIsTaken(@TempDir Path folder) throws Exception {
    byte[] bytes = random(new Random(6), 500);
    Path file = Files.write(folder.resolve("FILE"), bytes);
    String description =
        McpCalls.objects(calls.ask("tools/list", Map.of()), "tools").stream()
            .filter(tool -> "upload_append".equals(tool.get("name")))
            .map(tool -> (String) McpCalls.require(tool, "description"))
            .findAny()
            .orElseThrow();
    String printer =
        description
            .lines()
            .filter(line -> line.startsWith("n=0; "))
            .findAny()
            .orElseThrow()
            .replace("FILE", file.toString());
    Process shell = new ProcessBuilder("sh", "-c", printer).redirectErrorStream(true).start();
    List<Map<String, Object>> lines = new ArrayList<>();
    try (InputStream output = shell.getInputStream()) {
      for (String text :
          new String(output.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        String[] parts = text.split(" ", -1);
        if (parts.length == 3) {
          lines.add(Map.of("n", parts[0], "data", parts[1], "check", parts[2]));
        }
      }
    }
    assertThat(shell.waitFor()).isZero();

    String id = calls.create();
    assertThat(send(id, lines)).containsEntry("size", 500L);
    completes(id, bytes);
  }

  /**
   * A thousand files of 3 to 30 KB, typed with the damage that models do: in a region of one to
   * four lines for each 8,000 characters, characters are dropped, doubled and swapped, and now and
   * then a line is left out; what is typed again is damaged in the same way.
   */
  @Test
  void aThousandDamagedFilesAreMendedAndNoneIsStoredWrong() throws IOException {
    Random random = new Random(305);
    long total = 0;
    long again = 0;
    for (int i = 0; i < 1000; i++) {
      byte[] bytes = random(random, 3_000 + random.nextInt(27_001));
      String id = calls.create();
      total += bytes.length;
      again += type(id, bytes, random);
      completes(id, bytes);
      ByteArrayOutputStream stored = new ByteArrayOutputStream();
      for (boolean more = true; more; ) {
        Map<String, Object> part =
            calls.facts(
                "file_read",
                "file_id",
                id,
                "offset",
                stored.size(),
                "length",
                65536,
                "encoding",
                "base64");
        stored.write(Base64.getDecoder().decode((String) McpCalls.require(part, "data")));
        more = McpCalls.require(part, "eof").equals(false);
      }
      assertThat(stored.toByteArray()).isEqualTo(bytes);
      calls.facts("upload_cancel", "file_id", id);
    }
    System.out.printf(
        "lines: %d bytes in 1000 files, %d typed again: %.2f %%%n",
        total, again, 100.0 * again / total);
    assertThat((double) again / total).isBetween(0.001, 0.05);
  }

  /** Types a file as it is asked for; gives how many bytes were typed more than once. */
  private long type(String id, byte[] bytes, Random random) {
    List<Map<String, Object>> lines = printed(bytes);
    Set<Integer> typed = new HashSet<>();
    Set<Integer> next = new TreeSet<>();
    long again = 0;
    int end = 0;
    while (true) {
      for (int i = 0; i < LINES_OF_CALL && end < lines.size() && next.size() < LINES_OF_CALL; i++) {
        next.add(++end);
      }
      if (next.isEmpty()) {
        return again;
      }
      for (int number : next) {
        if (!typed.add(number)) {
          again += Math.min(BYTES, bytes.length - (number - 1) * BYTES);
        }
      }
      Map<String, Object> answer =
          send(id, damaged(next.stream().map(number -> lines.get(number - 1)).toList(), random));
      next.clear();
      next.addAll(needed(answer));
      int stored = (Integer) McpCalls.require(answer, "next_line");
      if (next.isEmpty() && end == lines.size() && stored <= lines.size()) {
        // The last lines were left out.
        for (int number = stored; number <= lines.size(); number++) {
          next.add(number);
        }
      }
    }
  }

  private static List<Map<String, Object>> damaged(List<Map<String, Object>> good, Random random) {
    List<Map<String, Object>> lines = new ArrayList<>(good);
    double regions = good.size() * 85 / 8000.0;
    int count = (int) regions + (random.nextDouble() < regions - (int) regions ? 1 : 0);
    for (int i = 0; i < count && !lines.isEmpty(); i++) {
      int start = random.nextInt(lines.size());
      int end = Math.min(lines.size(), start + 1 + random.nextInt(4));
      for (int at = start; at < end; at++) {
        Map<String, Object> line = lines.get(at);
        lines.set(
            at,
            Map.of(
                "n",
                line.get("n"),
                "data",
                scrambled((String) McpCalls.require(line, "data"), 1 + random.nextInt(8), random),
                "check",
                scrambled(
                    (String) McpCalls.require(line, "check"),
                    random.nextInt(4) == 0 ? 1 : 0,
                    random)));
      }
      if (random.nextInt(4) == 0 && lines.size() > 1) {
        lines.remove(start);
      } else if (random.nextInt(4) == 0 && start + 1 < lines.size()) {
        Collections.swap(lines, start, start + 1);
      }
    }
    return lines;
  }

  private static String scrambled(String text, int times, Random random) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = 0; i < times && changed.length() > 1; i++) {
      int at = random.nextInt(changed.length() - 1);
      switch (random.nextInt(3)) {
        case 0 -> changed.deleteCharAt(at);
        case 1 -> changed.insert(at, changed.charAt(at));
        default -> {
          char first = changed.charAt(at);
          changed.setCharAt(at, changed.charAt(at + 1));
          changed.setCharAt(at + 1, first);
        }
      }
    }
    return changed.toString();
  }
}
