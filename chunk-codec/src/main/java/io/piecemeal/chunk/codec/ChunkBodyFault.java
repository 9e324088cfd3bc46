package io.piecemeal.chunk.codec;

/**
 * Why a chunk body is refused. Reasons are fixed texts that may hold numbers and the names of known
 * members, never bytes of the body.
 */
public sealed interface ChunkBodyFault {

  /**
   * Not exactly one JSON object in UTF-8, or a member that occurs twice.
   *
   * @param position index of the offending byte in the body; its length if the body ends too early
   */
  record InvalidJson(long position, String reason) implements ChunkBodyFault {}

  /** A required member is absent. */
  record MissingField(String name) implements ChunkBodyFault {}

  /**
   * A member that this request does not have.
   *
   * @param name as the caller spelled it, cut to its first 64 UTF-16 units; may hold any character
   */
  record UnknownField(String name) implements ChunkBodyFault {}

  /** A known member with a value that it cannot have. */
  record InvalidField(String name, String reason) implements ChunkBodyFault {}

  /**
   * The text of {@code data} is not valid in its encoding.
   *
   * @param position index in the JSON string, escapes resolved, of the first UTF-16 unit after
   *     which no valid text is possible; of the first of the blanks before it, if they are the
   *     fault; the string's length if it only ends too early
   */
  record InvalidData(Encoding encoding, long position, TextFault fault) implements ChunkBodyFault {}

  /** The data is valid and decodes to no byte. */
  record EmptyChunk() implements ChunkBodyFault {}
}
