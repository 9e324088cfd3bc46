package io.piecemeal.adapters.persistence.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a chain of lines ends. Each line has the number of the one before it and one more, and the
 * SHA-256 digest of the bytes of that line.
 *
 * @param sequence of the last line; 0 if there is none
 * @param digest of the last line, in hexadecimal digits
 */
record ChainEnd(long sequence, String digest) {

  static final ChainEnd START = new ChainEnd(0, "0".repeat(64));

  private static final Pattern HEAD =
      Pattern.compile("\\{\"seq\":([0-9]{1,18}),\"previous\":\"([0-9a-f]{64})\",.*}");

  /** Far more than the longest line. */
  private static final int TAIL = 64 << 10;

  /** The line that follows, without its end. */
  String next(String body) {
    return "{\"seq\":%d,\"previous\":\"%s\",%s}".formatted(sequence + 1, digest, body);
  }

  /** The end of the chain behind that line. */
  ChainEnd behind(String line) {
    return new ChainEnd(sequence(line).orElse(sequence), digest(line));
  }

  /** Whether the line is the next one. */
  boolean isFollowedBy(String line) {
    Matcher head = HEAD.matcher(line);
    return head.matches()
        && Long.parseLong(head.group(1)) == sequence + 1
        && head.group(2).equals(digest);
  }

  /** The number that a line says it has; empty for what is not a whole line. */
  static OptionalLong sequence(String line) {
    Matcher head = HEAD.matcher(line);
    return head.matches() ? OptionalLong.of(Long.parseLong(head.group(1))) : OptionalLong.empty();
  }

  /** Reads it from the end of a file that is not empty. */
  static ChainEnd of(FileChannel file) throws IOException {
    long size = file.size();
    ByteBuffer tail = ByteBuffer.allocate((int) Math.min(size, TAIL));
    while (tail.hasRemaining() && file.read(tail, size - tail.remaining()) >= 0) {}
    ChainEnd end = START;
    for (String line : new String(tail.array(), StandardCharsets.ISO_8859_1).split("\n", -1)) {
      end = line.isEmpty() ? end : end.behind(line);
    }
    return end;
  }

  private static String digest(String line) {
    try {
      byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
