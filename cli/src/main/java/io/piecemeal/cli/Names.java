package io.piecemeal.cli;

import java.nio.charset.StandardCharsets;

/** Names that a service gives: labels, which never become paths and never speak to a terminal. */
final class Names {

  private static final int MAX_BYTES = 200;

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
