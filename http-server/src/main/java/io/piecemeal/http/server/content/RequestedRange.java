package io.piecemeal.http.server.content;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Range header asks for (RFC 9110 section 14.2). A header of another unit, of several ranges
 * or that is malformed is ignored, as the RFC allows: the answer is then the whole content.
 */
public sealed interface RequestedRange {

  /** All of the content. */
  record Whole() implements RequestedRange {}

  /** A part of the content, at least one byte. */
  record Part(ByteRange range) implements RequestedRange {}

  /** A range that has no byte in common with the content. */
  record Unsatisfiable() implements RequestedRange {}

  /** Reads a header for content of {@code size} bytes. */
  static RequestedRange parse(String header, ByteCount size) {
    Matcher matcher = Syntax.BYTES.matcher(header.strip());
    if (!matcher.matches()) {
      return new Whole();
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? new Whole() : suffix(Syntax.number(last), size.value());
    }
    long start = Syntax.number(first);
    long end = last.isEmpty() ? Long.MAX_VALUE : Syntax.number(last);
    return end < start ? new Whole() : part(start, end, size.value());
  }

  private static RequestedRange suffix(long length, long size) {
    if (length == 0 || size == 0) {
      return new Unsatisfiable();
    }
    long start = Math.max(0, size - length);
    return new Part(new ByteRange(new ByteCount(start), new ByteCount(size - start)));
  }

  private static RequestedRange part(long start, long end, long size) {
    if (start >= size) {
      return new Unsatisfiable();
    }
    long last = Math.min(end, size - 1);
    return new Part(new ByteRange(new ByteCount(start), new ByteCount(last - start + 1)));
  }

  /** The header's grammar. */
  final class Syntax {
    private static final Pattern BYTES =
        Pattern.compile("bytes=[ \t]*([0-9]*)-([0-9]*)[ \t]*", Pattern.CASE_INSENSITIVE);
    private static final int SAFE_DIGITS = 18;

    private Syntax() {}

    /** A number too large for a file's size behaves like the largest one. */
    private static long number(String digits) {
      String significant = digits.replaceFirst("^0+(?=.)", "");
      return significant.length() > SAFE_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant);
    }
  }
}
