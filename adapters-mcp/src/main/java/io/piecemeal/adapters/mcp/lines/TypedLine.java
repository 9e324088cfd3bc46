package io.piecemeal.adapters.mcp.lines;

import io.piecemeal.adapters.mcp.argument.ArgumentRejected;
import io.piecemeal.adapters.mcp.chunk.DecodedBytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of Base64 as a program printed it and a model typed it, whose check says that it is the
 * line that was printed: the first {@value #CHECK_DIGITS} hex digits of the SHA-256 digest of
 * {@code number:data}. So a line at the wrong place is as damaged as one with a wrong character.
 *
 * @param number from 1 on
 * @param data Base64
 * @param length bytes of it: {@value #BYTES}, or fewer in the last line
 */
public record TypedLine(int number, String data, int length) {

  /** Bytes of a line, which are 76 characters. */
  public static final int BYTES = 57;

  /** Of a wrong line, one in 16 million has the right check. */
  private static final int CHECK_DIGITS = 6;

  /**
   * Reads a line; empty if it is not what was printed.
   *
   * @throws ArgumentRejected if it is, and yet none that may be sent, so that to type it again is
   *     no help
   */
  public static Optional<TypedLine> read(int number, String typed, String check) {
    String data = typed.strip();
    if (!check(number, data).equals(check.strip().toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    return Optional.of(
        length(data)
            .filter(length -> length > 0 && length <= BYTES)
            .map(length -> new TypedLine(number, data, length))
            .orElseThrow(
                () ->
                    ArgumentRejected.invalid(
                        "lines",
                        "line %d is as it was printed, but not Base64 of 1 to %d bytes; print them"
                                .formatted(number, BYTES)
                            + " as the description of upload_append says")));
  }

  /** Empty for what no program of ours has printed. */
  private static Optional<Integer> length(String data) {
    try {
      byte[] bytes = Base64.getDecoder().decode(data);
      boolean same = Base64.getEncoder().encodeToString(bytes).equals(data);
      return same ? Optional.of(bytes.length) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What a program prints behind a line. */
  static String check(int number, String data) {
    byte[] line = (number + ":" + data).getBytes(StandardCharsets.UTF_8);
    return DecodedBytes.sha256(line).hex().substring(0, CHECK_DIGITS);
  }

  /** Whether another line may follow. */
  boolean isFull() {
    return length == BYTES;
  }

  /** What was sent is not for logs. */
  @Override
  public String toString() {
    return "line " + number;
  }
}
