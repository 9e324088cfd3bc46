package io.piecemeal.adapters.s3;

import io.piecemeal.domain.storage.StoreName;
import io.piecemeal.domain.storage.StoreWriter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in the bucket the object of a name is: {@code objects/<three hex digits>/<name>}. Names
 * that follow each other lie apart, for stores that divide their load by the beginnings of names.
 * The name alone determines the path: a node that knows the names of a writer finds its objects.
 */
final class ObjectPath {

  static final String FOLDER = "objects/";

  private static final Pattern PATH =
      Pattern.compile(FOLDER + "[0-9a-f]{3}/([0-9a-f]{18})-([0-9a-f]{3})");

  private ObjectPath() {}

  static String of(StoreName name) {
    return "%s%03x/%s".formatted(FOLDER, (name.writer().random() + name.number()) & 0xfff, name);
  }

  /** What {@link #of} wrote; empty for any other path. */
  static Optional<StoreName> parse(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(matcher.group(2), 16);
    return StoreWriter.parse(matcher.group(1))
        .filter(_ -> number < StoreName.COUNT)
        .map(writer -> new StoreName(writer, number))
        .filter(name -> of(name).equals(path));
  }
}
