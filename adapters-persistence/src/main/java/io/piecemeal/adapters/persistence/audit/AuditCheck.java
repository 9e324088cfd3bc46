package io.piecemeal.adapters.persistence.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether lines are as they were written, all of them, in their order. What is missing at the end
 * cannot be seen.
 *
 * @param lines how many there are
 * @param last number of the last one; 0 if there is none
 * @param faults empty if all is well
 */
public record AuditCheck(long lines, long last, List<String> faults) {

  /**
   * Reads files in the order in which they were filled. The first may begin in the middle of the
   * chain, if older ones are not there any more.
   */
  public static AuditCheck of(List<Path> files) throws IOException {
    List<String> faults = new ArrayList<>();
    ChainEnd end = null;
    long lines = 0;
    for (Path path : files) {
      try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
        long number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          lines++;
          number++;
          if (ChainEnd.sequence(line).isEmpty()) {
            faults.add("%s:%d: not a whole line".formatted(path, number));
          } else if (end != null && !end.isFollowedBy(line)) {
            faults.add(
                "%s:%d: line %d does not follow line %d as it was written"
                    .formatted(path, number, ChainEnd.sequence(line).getAsLong(), end.sequence()));
          }
          end = (end == null ? ChainEnd.START : end).behind(line);
        }
      }
    }
    return new AuditCheck(lines, end == null ? 0 : end.sequence(), List.copyOf(faults));
  }
}
