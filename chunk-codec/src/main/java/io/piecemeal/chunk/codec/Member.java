package io.piecemeal.chunk.codec;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The members that a chunk body may have. */
enum Member {
  DATA,
  OFFSET,
  SHA256,
  ENCODING,
  COMPLETE;

  String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Member> named(String name) {
    return Stream.of(values()).filter(member -> member.jsonName().equals(name)).findFirst();
  }
}
