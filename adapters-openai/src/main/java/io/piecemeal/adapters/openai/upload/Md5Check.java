package io.piecemeal.adapters.openai.upload;

import io.piecemeal.application.port.in.ReadContent.Content;
import io.piecemeal.application.port.in.ReadToCompare;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.OwnerShares.Attempt;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.DigestTurns;
import io.piecemeal.domain.upload.FileId;
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
import java.util.HexFormat;
import java.util.List;

/** Checks the one digest that these clients state. It tells accidents, not attacks. */
@Singleton
final class Md5Check {

  private static final int BLOCK = 64 << 10;

  private final ReadToCompare read;

  private final DigestTurns turns;

  @Inject
  Md5Check(ReadToCompare read) {
    this(read, DigestTurns.of(2L * Runtime.getRuntime().availableProcessors()));
  }

  Md5Check(ReadToCompare read, DigestTurns turns) {
    this.read = read;
    this.turns = turns;
  }

  /**
   * Reads files, one behind the other.
   *
   * @param hex the digest that they must have together
   * @throws RequestRejected if they have another, or one of them is not there
   * @throws UploadRejected with {@code DigestsUnderWay} or {@code AllTurnsTaken}
   */
  void require(Owner owner, List<FileId> files, String hex) {
    try (Attempt.Taken _ = turns.take(owner)) {
      requireInTurn(owner, files, hex);
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
