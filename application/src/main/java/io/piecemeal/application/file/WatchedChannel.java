package io.piecemeal.application.file;

import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Gives out the bytes of a file; where they turn out to be damaged, the file is marked. */
record WatchedChannel(ReadableByteChannel bytes, StoredFile file, DamageRegister damages)
    implements ReadableByteChannel {

  @Override
  public int read(ByteBuffer target) throws IOException {
    try {
      return bytes.read(target);
    } catch (StorageFailure.Damaged damage) {
      mark(damage);
      throw damage;
    }
  }

  private void mark(StorageFailure.Damaged damage) {
    try {
      damages.report(file);
    } catch (StorageFailure e) {
      damage.addSuppressed(e);
    }
  }

  @Override
  public boolean isOpen() {
    return bytes.isOpen();
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
