package io.piecemeal.bootstrap.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** Reads a file of settings: names as the options have them, without dashes before, and values. */
final class SettingsFile {

  /** Far more than all settings take. */
  static final int MAX_BYTES = 64 << 10;

  private SettingsFile() {}

  /**
   * What one place in the file says.
   *
   * @param line counts from 1
   */
  record Entry(String key, String value, int line) {}

  /**
   * What a file says, in its order.
   *
   * @throws IllegalArgumentException if it cannot be read, or has no form that is known
   */
  static List<Entry> read(Path file) {
    String text = text(file);
    List<Entry> entries =
        switch (ending(file)) {
          case "properties" -> properties(file, text);
          case "yaml", "yml" -> YamlEntries.of(file, text);
          default ->
              throw new IllegalArgumentException(
                  file + " has to be called .properties, .yaml or .yml, as what it is");
        };
    requireOnce(file, entries);
    return entries;
  }

  /**
   * The text of a small file.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  static String text(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException("%s has more than %d bytes".formatted(file, MAX_BYTES));
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no file " + file, e);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + " is not UTF-8", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read %s: %s".formatted(file, e), e);
    }
  }

  private static String ending(Path file) {
    String name = file.toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static List<Entry> properties(Path file, String text) {
    List<Entry> entries = new ArrayList<>();
    StringBuilder pending = new StringBuilder();
    int line = 0;
    int first = 1;
    for (String next : (Iterable<String>) text.lines()::iterator) {
      line++;
      pending.append(next);
      if (goesOn(pending)) {
        pending.append('\n');
        continue;
      }
      for (Map.Entry<Object, Object> pair : parsed(file, first, pending.toString()).entrySet()) {
        entries.add(new Entry(pair.getKey().toString(), pair.getValue().toString(), first));
      }
      pending.setLength(0);
      first = line + 1;
    }
    return entries;
  }

  /** A comment never does. */
  private static boolean goesOn(CharSequence line) {
    String text = line.toString();
    int backslashes = text.length() - text.replaceFirst("\\\\+$", "").length();
    return backslashes % 2 == 1
        && !text.stripLeading().startsWith("#")
        && !text.stripLeading().startsWith("!");
  }

  private static Properties parsed(Path file, int line, String text) {
    Properties pair = new Properties();
    try {
      pair.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("%s line %d: %s".formatted(file, line, e.getMessage()), e);
    }
    return pair;
  }

  private static void requireOnce(Path file, List<Entry> entries) {
    Map<String, Integer> lines = new HashMap<>();
    for (Entry entry : entries) {
      Integer before = lines.put(entry.key(), entry.line());
      if (before != null) {
        throw new IllegalArgumentException(
            "%s line %d: %s is in line %d already"
                .formatted(file, entry.line(), entry.key(), before));
      }
    }
  }
}
