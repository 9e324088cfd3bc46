package io.piecemeal.domain.upload;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import java.util.Optional;

/**
 * What the caller said that the whole file will be: when opening the session, or of the size also
 * later (see {@link UploadSession#declare}).
 *
 * @param size the final size; the session completes itself when it is reached
 * @param sha256 the digest of the whole file, checked at completion
 */
public record Declaration(Optional<ByteCount> size, Optional<Sha256> sha256) {

  public static final Declaration NONE = new Declaration(Optional.empty(), Optional.empty());

  /**
   * Whether the file is complete before its first byte.
   *
   * @throws UploadRejected with {@link Refusal.ChecksumMismatch} if the declared digest is that of
   *     another file
   */
  public boolean isOfNothing() {
    boolean empty = size.filter(ByteCount.ZERO::equals).isPresent();
    sha256
        .filter(expected -> empty && !expected.equals(Sha256.OF_NOTHING))
        .ifPresent(
            expected -> {
              throw new UploadRejected(
                  new Refusal.ChecksumMismatch(expected, Sha256.OF_NOTHING, Optional.empty()));
            });
    return empty;
  }

  /** A file with a declaration is not readable before it is known to match it. */
  public boolean hidesContentUntilComplete() {
    return size.isPresent() || sha256.isPresent();
  }
}
