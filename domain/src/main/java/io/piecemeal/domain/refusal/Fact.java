package io.piecemeal.domain.refusal;

/**
 * Something that a caller may need to go on. Holds no secret and no bytes of a file.
 *
 * @param value a {@link Long}, a {@link String}, a {@link Boolean}; for {@link Name#FIELD} and
 *     {@link Name#ARGUMENT} an {@link io.piecemeal.domain.upload.Input}; for {@link Name#TICKET} a
 *     {@link io.piecemeal.domain.upload.Ticket}
 */
public record Fact(Name name, Object value) {

  /** What a fact is about. */
  public enum Name {
    /** The file's size in bytes, at which the caller may go on. */
    END,
    /** The file's size in bytes, where going on would be wrong. */
    SIZE,
    /** The size that a file had which is gone. */
    LAST_SIZE,
    /** True: the file has other bytes there than the request. */
    BYTES_DIFFER,
    /** The input that has to have another value. */
    FIELD,
    /** The same, where nothing is wrong with the value but that it does not fit the file. */
    ARGUMENT,
    /** The most decoded bytes of a chunk. */
    MAX_CHUNK_BYTES,
    /** The most bytes of the file. */
    MAX_FILE_BYTES,
    /** The digest that the request states, in hexadecimal digits. */
    EXPECTED_SHA256,
    /** The digest that the bytes have, in hexadecimal digits. */
    ACTUAL_SHA256,
    /** The size that was declared, in bytes. */
    EXPECTED_SIZE,
    /** The nearest end of a chunk below the size that was asked for. */
    NEAREST_BOUNDARY,
    /** The file's ticket. */
    TICKET,
    /** What a quota is of: {@code bytes} or {@code open_sessions}. */
    RESOURCE,
    /** The least that a file or chunk counts for, in bytes. */
    LEAST_CHARGE_BYTES,
    /** What the key would have to be for. */
    NEEDED_SCOPE,
    /** How much the quota is. */
    LIMIT,
    /** How much of the quota is used. */
    USED,
    /** What a scanner found in the file, by its own name for that. */
    FINDING,
    /** How many the owner may have at a time now. */
    OWNER_SHARE,
    /** How many there are at a time for all owners. */
    SHARED_LIMIT
  }
}
