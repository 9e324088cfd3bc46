package io.piecemeal.adapters.persistence.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether lines are as they were written, all of them, in their order. What is missing at the end
 * cannot be seen, nor what is missing before the first one where no file tells its number.
 *
 * @param lines how many there are
 * @param first number of the first one; 0 if there is none
 * @param last number of the last one; 0 if there is none
 * @param before the file that ends where these begin, if it is beside them
 * @param faults empty if all is well
 */
public record AuditCheck(
    long lines, long first, long last, Optional<Path> before, List<String> faults) {

  /**
   * Reads files in the order in which they were filled. The first may begin in the middle of the
   * chain, if older ones are not there any more: then it follows the file that was filled before
   * it, if that is beside it.
   *
   * @param expected the number that the first line has to have, where that is known
   */
  public static AuditCheck of(List<Path> files, OptionalLong expected) throws IOException {
    List<String> faults = new ArrayList<>();
    Optional<Path> before = files.isEmpty() ? Optional.empty() : FilledFiles.before(files);
    ChainEnd end = null;
    long first = 0;
    long lines = 0;
    for (Path path : files) {
      try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
        long number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          lines++;
          number++;
          OptionalLong sequence = ChainEnd.sequence(line);
          if (sequence.isEmpty()) {
            faults.add("%s:%d: not a whole line".formatted(path, number));
          } else {
            long due = end == null ? due(before, expected) : end.sequence() + 1;
            String place = "%s:%d: ".formatted(path, number);
            if (first == 0) {
              first = sequence.getAsLong();
            }
            if (end == null ? due != 0 && due != first : !end.isFollowedBy(line)) {
              faults.add(place + broken(sequence.getAsLong(), due));
            }
          }
          end = (end == null ? ChainEnd.START : end).behind(line);
        }
      }
    }
    return new AuditCheck(
        lines, first, end == null ? 0 : end.sequence(), before, List.copyOf(faults));
  }

  /** The number of the first line; 0 if nothing tells it. */
  private static long due(Optional<Path> before, OptionalLong expected) {
    return expected.orElseGet(() -> before.map(file -> FilledFiles.last(file) + 1).orElse(0L));
  }

  private static String broken(long found, long due) {
    return "line %d does not follow line %d as it was written".formatted(found, due - 1)
        + (found > due ? "; %d are missing".formatted(found - due) : "");
  }
}
