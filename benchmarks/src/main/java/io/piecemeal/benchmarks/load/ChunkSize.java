package io.piecemeal.benchmarks.load;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many decoded bytes a chunk has. */
public record ChunkSize(int bytes) implements Comparable<ChunkSize> {

  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,8})(B|KiB|MiB)");
  private static final int KIBI = 1024;
  private static final int MEBI = 1024 * 1024;

  /** Reads a text such as {@code 256KiB}. */
  public static ChunkSize parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("%s is no size such as 16KiB or 5MiB".formatted(text));
    }
    int unit =
        switch (matcher.group(2)) {
          case "KiB" -> KIBI;
          case "MiB" -> MEBI;
          case null, default -> 1;
        };
    return new ChunkSize(Math.multiplyExact(Integer.parseInt(matcher.group(1)), unit));
  }

  @Override
  public int compareTo(ChunkSize other) {
    return Integer.compare(bytes, other.bytes);
  }

  @Override
  public String toString() {
    if (bytes % MEBI == 0) {
      return bytes / MEBI + "MiB";
    }
    return bytes % KIBI == 0 ? bytes / KIBI + "KiB" : bytes + "B";
  }
}
