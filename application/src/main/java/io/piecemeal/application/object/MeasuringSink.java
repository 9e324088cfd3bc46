package io.piecemeal.application.object;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Crc32c;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/** Passes bytes on, counts them and their checksum, and refuses more than a chunk may have. */
public final class MeasuringSink extends OutputStream {

  private final OutputStream target;
  private final ByteCount most;
  private final ByteCount limit;
  private final CRC32C crc32c = new CRC32C();
  private long length;

  /**
   * @param most the bytes that are taken
   * @param limit the limit of a chunk, which a refusal names
   */
  MeasuringSink(OutputStream target, ByteCount most, ByteCount limit) {
    this.target = target;
    this.most = most;
    this.limit = limit;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    if (count > most.value() - length) {
      throw new UploadRejected(new Refusal.ChunkTooLarge(limit));
    }
    target.write(bytes, offset, count);
    crc32c.update(bytes, offset, count);
    length += count;
  }

  /**
   * Counts bytes as written that came into the object another way. They are not in the checksum.
   */
  void skip(ByteCount count) {
    length += count.value();
  }

  ByteCount length() {
    return new ByteCount(length);
  }

  Crc32c crc32c() {
    return new Crc32c((int) crc32c.getValue());
  }
}
