package io.piecemeal.adapters.http.chunkbody;

import io.piecemeal.adapters.http.spelling.NearestName;
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

  /** The member that the name was likely meant to be. */
  static Optional<String> nearest(String name) {
    return NearestName.of(name, ChunkMembers.NAMES);
  }

  String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Member> named(String name) {
    return Stream.of(values()).filter(member -> member.jsonName().equals(name)).findFirst();
  }
}
