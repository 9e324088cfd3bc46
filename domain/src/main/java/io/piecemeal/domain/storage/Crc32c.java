package io.piecemeal.domain.storage;

/**
 * A CRC-32C (Castagnoli) checksum, as in RFC 3720 appendix B.4.
 *
 * @param value the 32 bits, as {@link java.util.zip.CRC32C} counts them
 */
public record Crc32c(int value) {

  /** Eight lower-case hex digits. */
  public String hex() {
    return "%08x".formatted(value);
  }

  @Override
  public String toString() {
    return hex();
  }
}
