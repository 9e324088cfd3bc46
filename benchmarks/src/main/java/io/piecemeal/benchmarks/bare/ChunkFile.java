package io.piecemeal.benchmarks.bare;

import io.piecemeal.chunk.codec.ChunkOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The end of the file to which a connection appends. The file stays open until the connection turns
 * to another one, as an upload is a run of chunks.
 */
final class ChunkFile extends ChunkOutput implements AutoCloseable {

  private static final int GATHERED = 256 * 1024;

  private final Path folder;
  private final ByteBuffer gathered = ByteBuffer.allocateDirect(GATHERED);
  private @Nullable UUID session;
  private @Nullable FileChannel channel;
  private long start;

  ChunkFile(Path folder) {
    this.folder = folder;
  }

  /** Where in its file a chunk lies. */
  record Extent(long position, long length) {}

  /** Makes the empty file of a session, for good. */
  static void create(Path folder, UUID session) throws IOException {
    Path file = folder.resolve(session.toString());
    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE).close();
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }

  /** From now on bytes go to the end of this session's file. */
  void select(UUID next) throws IOException {
    if (!next.equals(session)) {
      close();
      channel = FileChannel.open(folder.resolve(next.toString()), StandardOpenOption.WRITE);
      start = channel.size();
      channel.position(start);
      session = next;
    }
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  /** Gathers what the scanner gives in pieces of 12 KiB, so that writes are few and of pages. */
  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int step = Math.min(length - done, gathered.remaining());
      gathered.put(bytes, offset + done, step);
      done += step;
      if (!gathered.hasRemaining()) {
        drain();
      }
    }
  }

  /**
   * Waits until all that was written since the last time is on the disk.
   *
   * @return what was written
   */
  Extent sync() throws IOException {
    drain();
    FileChannel file = selected();
    file.force(false);
    Extent written = new Extent(start, file.position() - start);
    start = file.position();
    return written;
  }

  private void drain() throws IOException {
    gathered.flip();
    while (gathered.hasRemaining()) {
      selected().write(gathered);
    }
    gathered.clear();
  }

  private FileChannel selected() {
    return Objects.requireNonNull(channel);
  }

  @Override
  public void draft() {
    // A file has room for any text.
  }

  @Override
  public InputStream takeBack() throws IOException {
    throw new IOException("only Base64 is taken");
  }

  @Override
  public void close() throws IOException {
    gathered.clear();
    if (channel != null) {
      channel.close();
    }
  }
}
