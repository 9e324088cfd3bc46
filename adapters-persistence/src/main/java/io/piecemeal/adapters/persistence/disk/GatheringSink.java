package io.piecemeal.adapters.persistence.disk;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gathers bytes in a block. What is more than that goes to a file, block by block, so that every
 * write starts where a page of the file does: a page that is written in two parts is zeroed first.
 */
final class GatheringSink extends OutputStream {

  private final ByteBuffer block;
  private final Supplier<ObjectFile> creation;
  private @Nullable ObjectFile file;

  /**
   * @param block empty; holds the last bytes when all are written
   * @param creation makes the file; called at most once
   */
  GatheringSink(ByteBuffer block, Supplier<ObjectFile> creation) {
    this.block = block;
    this.creation = creation;
  }

  @Override
  public void write(int b) {
    makeRoom();
    block.put((byte) b);
  }

  @Override
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int done = 0;
    while (done < length) {
      makeRoom();
      int count = Math.min(length - done, block.remaining());
      block.put(bytes, offset + done, count);
      done += count;
    }
  }

  /** The file that was begun, if there were more bytes than a block takes. */
  Optional<ObjectFile> file() {
    return Optional.ofNullable(file);
  }

  private void makeRoom() {
    if (block.hasRemaining()) {
      return;
    }
    if (file == null) {
      file = creation.get();
    }
    file.write(block.flip());
    block.clear();
  }
}
