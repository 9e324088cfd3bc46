package io.piecemeal.chunk.codec;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The members of a chunk body besides its data.
 *
 * @param offset size that the file must have before this chunk, 0 to 2<sup>63</sup>-1
 * @param sha256 digest of the decoded bytes, 64 lower-case hexadecimal digits
 * @param completion what {@code complete} says; an absent member reads like {@code false}
 */
public record ChunkMembers(OptionalLong offset, Optional<String> sha256, Completion completion) {

  /** The names of all members that a chunk body may have, {@code data} among them. */
  public static final Set<String> NAMES =
      Stream.of(Member.values()).map(Member::jsonName).collect(Collectors.toUnmodifiableSet());

  /** Whether the caller means to send more. */
  public enum Completion {
    /** {@code "complete": true}. */
    LAST_CHUNK,
    /** {@code "complete": false}, or nothing said. */
    MORE_MAY_FOLLOW
  }
}
