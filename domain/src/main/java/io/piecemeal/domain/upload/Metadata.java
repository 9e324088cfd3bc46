package io.piecemeal.domain.upload;

import java.nio.charset.StandardCharsets;

/**
 * What a client wants to be given back with its file, byte for byte. No rule reads it.
 *
 * @param dialect whose notation it is: 1 to 16 lower-case letters or digits
 * @param text at most {@value #MOST_BYTES} bytes of UTF-8, without NUL, which no database keeps
 */
public record Metadata(String dialect, String text) {

  /** The most bytes that the text may have. */
  public static final int MOST_BYTES = 4096;

  /**
   * @throws IllegalArgumentException if the dialect is no such name
   * @throws UploadRejected with {@link Refusal.InvalidField} if the text is too long or has a NUL
   */
  public Metadata {
    if (!dialect.matches("[a-z0-9]{1,16}")) {
      throw new IllegalArgumentException("no name of a dialect: " + dialect);
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw new UploadRejected(
          new Refusal.InvalidField(
              Input.METADATA, "is longer than %d bytes".formatted(MOST_BYTES)));
    }
    if (text.indexOf('\0') >= 0) {
      throw new UploadRejected(new Refusal.InvalidField(Input.METADATA, "contains a NUL"));
    }
  }
}
