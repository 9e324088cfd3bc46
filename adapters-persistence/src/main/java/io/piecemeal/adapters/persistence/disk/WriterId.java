package io.piecemeal.adapters.persistence.disk;

/**
 * Names one writer of segments: a process, from its first record to its end.
 *
 * @param millis when it began, in milliseconds since 1970, 48 bits
 * @param random 32 bits that tell it from others that began at the same moment
 */
record WriterId(long millis, int random) {

  /** 20 lower-case hex digits: the name of the writer's directory. */
  String hex() {
    return "%012x%08x".formatted(millis, random);
  }
}
