package io.piecemeal.client;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a file is uploaded. Immutable.
 *
 * @param filename its label, of 1 to 255 bytes, without a path
 * @param contentType its media type, if it is to have one of its own
 * @param idempotencyKey opens the session; whoever repeats it within a day gets the same session
 * @param resume a session to go on with, whose bytes came from the same source
 * @param chunkBytes at most so many bytes in a chunk, where the service's advice is not to be taken
 * @param listener is told how it goes on
 */
public record UploadOptions(
    String filename,
    Optional<String> contentType,
    Optional<String> idempotencyKey,
    Optional<String> resume,
    OptionalLong chunkBytes,
    TransferListener listener) {

  /** Checks the size of chunks. */
  public UploadOptions {
    if (chunkBytes.orElse(1) < 1) {
      throw new IllegalArgumentException("a chunk has at least one byte");
    }
  }

  /** A new file of this name. */
  public static UploadOptions named(String filename) {
    return new UploadOptions(
        filename,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        TransferListener.NONE);
  }

  /** The same with a media type. */
  public UploadOptions withContentType(String type) {
    return new UploadOptions(
        filename, Optional.of(type), idempotencyKey, resume, chunkBytes, listener);
  }

  /** The same, opened by this key: 1 to 255 visible ASCII characters. */
  public UploadOptions withIdempotencyKey(String key) {
    return new UploadOptions(filename, contentType, Optional.of(key), resume, chunkBytes, listener);
  }

  /** The same, going on with a session. Its source has to be read from its beginning. */
  public UploadOptions resuming(String fileId) {
    return new UploadOptions(
        filename, contentType, idempotencyKey, Optional.of(fileId), chunkBytes, listener);
  }

  /** The same in chunks of at most so many bytes. */
  public UploadOptions withChunkBytes(long most) {
    return new UploadOptions(
        filename, contentType, idempotencyKey, resume, OptionalLong.of(most), listener);
  }

  /** The same, telling this listener. */
  public UploadOptions withListener(TransferListener other) {
    return new UploadOptions(filename, contentType, idempotencyKey, resume, chunkBytes, other);
  }
}
