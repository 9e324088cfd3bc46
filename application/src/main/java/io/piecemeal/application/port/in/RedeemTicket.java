package io.piecemeal.application.port.in;

import io.piecemeal.domain.ByteCount;
import io.piecemeal.domain.StorageFailure;
import io.piecemeal.domain.TicketToken;
import io.piecemeal.domain.UploadRejected;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Appends what the holder of a ticket sends. */
public interface RedeemTicket {

  /**
   * Appends the content in pieces of at most one chunk, each all or nothing and durable before the
   * next. Where it throws, the pieces before are part of the file: the same content may be sent
   * again as a whole, of which only what is missing is appended, or from where the file ends now.
   * Does not close the stream.
   *
   * @throws IOException what reading the content threw, unchanged
   * @throws UploadRejected with {@code NoSuchTicket}, {@code Gone}, {@code TicketUsed}, {@code
   *     TicketExpired}, {@code OffsetMismatch}, {@code EmptyChunk} where there is no content, or as
   *     {@link AppendChunk#append}
   * @throws StorageFailure if a piece could not be stored
   */
  FindTicket.FoundTicket redeem(RedeemCommand command) throws IOException;

  /**
   * What is sent.
   *
   * @param start where in the file it begins; at the ticket's offset if it is not said
   * @param length how much it is, where that is known beforehand
   */
  record RedeemCommand(
      TicketToken token,
      Optional<ByteCount> start,
      Optional<ByteCount> length,
      Extent extent,
      InputStream content) {}

  /** Whether the ticket is used up when all of the content is appended. */
  enum Extent {
    ALL_THE_REST,
    MORE_WILL_FOLLOW
  }
}
