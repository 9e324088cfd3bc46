package io.piecemeal.bootstrap.settings;

import io.piecemeal.domain.storage.ByteCount;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Reads settings with units, and writes them so that they can be read again. */
public final class SettingConverters {

  private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,12})([A-Za-z]*)");

  /** In milliseconds. */
  private static final SequencedMap<String, Long> TIMES = new LinkedHashMap<>();

  /** In bytes. */
  private static final SequencedMap<String, Long> SIZES = new LinkedHashMap<>();

  static {
    TIMES.put("ms", 1L);
    TIMES.put("s", Duration.ofSeconds(1).toMillis());
    TIMES.put("m", Duration.ofMinutes(1).toMillis());
    TIMES.put("h", Duration.ofHours(1).toMillis());
    TIMES.put("d", Duration.ofDays(1).toMillis());
    SIZES.put("", 1L);
    SIZES.put("KiB", 1L << 10);
    SIZES.put("MiB", 1L << 20);
    SIZES.put("GiB", 1L << 30);
    SIZES.put("TiB", 1L << 40);
  }

  /** A database can store the time that is a hundred years from now. */
  private static final long LONGEST = Duration.ofDays(36_500).toMillis();

  /** The encoding of so many bytes still has a length of 64 bits. */
  private static final long LARGEST = 1L << 50;

  private SettingConverters() {}

  static Duration duration(String text) {
    long milliseconds =
        read(text, TIMES)
            .orElseThrow(
                () ->
                    new TypeConversionException(
                        "'" + text + "' is not a duration such as 500ms, 30s, 24h, 7d"));
    return Duration.ofMillis(atMost(LONGEST, milliseconds, text, TIMES));
  }

  static ByteCount byteCount(String text) {
    long bytes =
        read(text, SIZES)
            .orElseThrow(
                () ->
                    new TypeConversionException(
                        "'" + text + "' is not a size such as 512, 64KiB, 5GiB"));
    return new ByteCount(atMost(LARGEST, bytes, text, SIZES));
  }

  static int integer(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a whole number of at most 9 digits");
    }
  }

  public static String text(Duration duration) {
    return write(duration.toMillis(), TIMES);
  }

  static String text(ByteCount bytes) {
    return write(bytes.value(), SIZES);
  }

  /** The number in the smallest unit; the largest possible one if it does not fit. */
  private static Optional<Long> read(String text, Map<String, Long> units) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    return Optional.ofNullable(units.get(matcher.group(2)))
        .map(unit -> count > Long.MAX_VALUE / unit ? Long.MAX_VALUE : count * unit);
  }

  private static long atMost(
      long bound, long value, String text, SequencedMap<String, Long> units) {
    if (value > bound) {
      throw new TypeConversionException(
          "'%s' is more than the maximum, %s".formatted(text, write(bound, units)));
    }
    return value;
  }

  /** In the largest unit in which it is a whole number. */
  private static String write(long value, SequencedMap<String, Long> units) {
    return units.reversed().entrySet().stream()
        .filter(unit -> value != 0 && value % unit.getValue() == 0)
        .map(unit -> value / unit.getValue() + unit.getKey())
        .findFirst()
        .orElseGet(() -> value + units.firstEntry().getKey());
  }
}
