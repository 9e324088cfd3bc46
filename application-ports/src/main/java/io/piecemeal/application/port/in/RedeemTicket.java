package io.piecemeal.application.port.in;

import io.piecemeal.domain.access.TicketToken;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Appends what the holder of a ticket sends. */
public interface RedeemTicket {

  /**
   * Appends the content in pieces of at most one chunk, each all or nothing and durable before the
   * next. Where it throws, the pieces before are part of the file: the same content may be sent
   * again as a whole (only what is missing is appended), or from where the file ends now. Does not
   * close the stream.
   *
   * <p>The end of all the rest uses the ticket up. Where it was announced how large the file is,
   * the file is complete then, unless the ticket's issuer wanted it open; without a single byte
   * only if none were announced, which stores an empty file.
   *
   * <p>A ticket takes one request at a time. Once it is revoked, no further piece is stored.
   *
   * @throws IOException what reading the content threw, unchanged
   * @throws UploadRejected with {@code NoSuchTicket}, {@code Gone}, {@code TicketUsed}, {@code
   *     TicketExpired}, {@code TicketOutdated}, {@code TicketBusy}, {@code OffsetMismatch}, {@code
   *     SizeMismatch} where another size was announced, {@code EmptyChunk} where there is no
   *     content, {@code InvalidField} for {@code length} where there is more of it, or as {@link
   *     AppendChunk#append} and {@link CompleteUpload#complete}
   * @throws StorageFailure if a piece could not be stored
   */
  FindTicket.FoundTicket redeem(RedeemCommand command) throws IOException;

  /**
   * What is sent.
   *
   * @param start where in the file it begins; at the ticket's offset if it is not said
   * @param length how much it is, where that is known beforehand
   * @param total how large the whole file is, where that is said beside the length
   */
  record RedeemCommand(
      TicketToken token,
      Optional<ByteCount> start,
      Optional<ByteCount> length,
      Optional<ByteCount> total,
      Extent extent,
      InputStream content) {}

  /** Whether the ticket is used up when all of the content is appended. */
  enum Extent {
    ALL_THE_REST,
    MORE_WILL_FOLLOW
  }
}
