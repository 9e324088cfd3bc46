package io.piecemeal.benchmarks.command;

import java.util.Collection;

/** Names that were given on the command line. */
final class Names {

  private Names() {}

  /** Refuses a name that does not exist. */
  static void check(Collection<String> given, Collection<String> known) {
    for (String name : given) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "there is no %s; there are %s".formatted(name, String.join(", ", known)));
      }
    }
  }
}
