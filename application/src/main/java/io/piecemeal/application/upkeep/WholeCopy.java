package io.piecemeal.application.upkeep;

import io.piecemeal.application.file.FileBytes;
import io.piecemeal.application.object.DigestingSink;
import io.piecemeal.application.object.MeasuringSink;
import io.piecemeal.application.object.SupersededException;
import io.piecemeal.application.port.in.Pace;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import java.io.IOException;
import java.io.InputStream;

/** All bytes of a complete file on their way into one object. */
final class WholeCopy {

  private static final int BUFFER = 64 << 10;

  private final FileBytes bytes;
  private final CompleteFile file;
  private final Pace pace;

  WholeCopy(FileBytes bytes, CompleteFile file, Pace pace) {
    this.bytes = bytes;
    this.file = file;
    this.pace = pace;
  }

  /**
   * Writes the bytes.
   *
   * @throws SupersededException if the file is gone
   * @throws StorageFailure.Damaged if they are not those that the file was completed with
   */
  void writeTo(MeasuringSink sink) throws IOException {
    DigestingSink digest = new DigestingSink();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = bytes.open(file, new ByteRange(ByteCount.ZERO, file.size()))) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sink.write(buffer, 0, count);
        digest.write(buffer, 0, count);
        pace.afterReading(new ByteCount(count));
      }
    }
    requireUnchanged(digest.sha256());
  }

  private void requireUnchanged(Sha256 actual) {
    Sha256 expected = file.sha256();
    if (!expected.equals(actual)) {
      throw new StorageFailure.Damaged(
          "file %s has SHA-256 %s, expected %s".formatted(file.id(), actual, expected));
    }
  }
}
