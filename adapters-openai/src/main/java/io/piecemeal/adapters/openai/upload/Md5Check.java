package io.piecemeal.adapters.openai.upload;

import io.piecemeal.application.port.in.ReadContent.Content;
import io.piecemeal.application.port.in.ReadToCompare;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.OwnerShares;
import io.piecemeal.domain.access.OwnerShares.Attempt;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.problem.Problem;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/** Checks the one digest that these clients state. It tells accidents, not attacks. */
@Singleton
final class Md5Check {

  private static final int BLOCK = 64 << 10;

  /** How long a caller waits for its turn; the same as for the service's own digests. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ReadToCompare read;

  /** Who sends the same wrong digest again and again has all bytes read as often. */
  private final OwnerShares turns;

  private final Duration patience;

  @Inject
  Md5Check(ReadToCompare read) {
    this(read, new OwnerShares(2L * Runtime.getRuntime().availableProcessors()), PATIENCE);
  }

  Md5Check(ReadToCompare read, OwnerShares turns, Duration patience) {
    this.read = read;
    this.turns = turns;
    this.patience = patience;
  }

  /**
   * Reads files, one behind the other.
   *
   * @param hex the digest that they must have together
   * @throws RequestRejected if they have another, or one of them is not there
   * @throws UploadRejected with {@code DigestsUnderWay} or {@code AllTurnsTaken}
   */
  void require(Owner owner, List<FileId> files, String hex) {
    try (Attempt.Taken _ = turn(owner)) {
      requireInTurn(owner, files, hex);
    }
  }

  private Attempt.Taken turn(Owner owner) {
    try {
      return turns
          .take(owner, 1, patience)
          .orThrow(refused -> new UploadRejected(Refusal.DigestsUnderWay.of(refused)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageFailure.Unavailable("interrupted while waiting to read parts", e);
    }
  }

  private void requireInTurn(Owner owner, List<FileId> files, String hex) {
    MessageDigest digest = md5();
    try {
      for (FileId file : files) {
        add(digest, read.open(owner, file));
      }
    } catch (UploadRejected notThere) {
      throw RequestRejected.invalidField("part_ids", "one of them cannot be read");
    } catch (IOException e) {
      throw new StorageFailure.Unavailable("a part could not be read", e);
    }
    String actual = HexFormat.of().formatHex(digest.digest());
    if (!actual.equalsIgnoreCase(hex)) {
      throw new RequestRejected(
          Problem.of(
                  ProblemKind.CHECKSUM_MISMATCH,
                  "The parts in this order have another MD5 digest; nothing was joined.")
              .with("field", "md5")
              .with("expected_md5", hex)
              .with("actual_md5", actual));
    }
  }

  private static void add(MessageDigest digest, Content content) throws IOException {
    ByteRange all = new ByteRange(ByteCount.ZERO, content.file().size());
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    try (ReadableByteChannel bytes = content.bytes(all)) {
      while (bytes.read(block) >= 0) {
        digest.update(block.flip());
        block.clear();
      }
    }
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
