package io.piecemeal.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Names that a service gives: labels, which never become paths and never speak to a terminal. */
final class Names {

  private static final int MAX_BYTES = 200;
  private static final char REPLACEMENT = '\ufffd';
  private static final String NOT_TEXT =
      "its name cannot be read: it is not UTF-8, or the locale (LC_ALL) is not; rename it, or use"
          + " standard input or output (-)";

  private Names() {}

  /** The name for a file in a folder, of what a service says; its id where nothing is left. */
  static String local(String label, String id) {
    StringBuilder name = new StringBuilder();
    label
        .codePoints()
        .map(c -> isHarmless(c) && "/\\:*?\"<>|".indexOf(c) < 0 ? c : '_')
        .forEach(name::appendCodePoint);
    // A hidden file may be one that a shell or an editor obeys.
    String safe = name.toString().strip().replaceFirst("^[.-]+", "_").replaceFirst("[. ]+$", "");
    boolean usable = !safe.isEmpty() && safe.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    return usable ? safe : id;
  }

  /**
   * A path that was typed. What is there may have a replacement character in its name; what is not
   * there had other bytes.
   *
   * @throws SetupException if its bytes are no text here, so that it would name another file
   */
  static Path path(String typed) {
    try {
      Path path = Path.of(typed);
      if (isText(typed) || Files.exists(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw new SetupException(NOT_TEXT, e);
    }
    throw new SetupException(NOT_TEXT);
  }

  /**
   * Checks a label that was typed, if there is one.
   *
   * @throws SetupException if its bytes are no text here
   */
  static void requireText(@Nullable String label) {
    if (label != null && !isText(label)) {
      throw new SetupException("--name is not UTF-8, or the locale (LC_ALL) is not");
    }
  }

  /** Whether an argument is what was typed: bytes that are no text come as replacements of it. */
  private static boolean isText(String typed) {
    return typed.indexOf(REPLACEMENT) < 0;
  }

  /** The same text without what a terminal would obey. */
  static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().map(c -> isHarmless(c) ? c : '\ufffd').forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
