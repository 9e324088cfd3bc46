package io.piecemeal.application.file;

import io.piecemeal.application.object.SupersededException;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.domain.upload.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.CRC32C;

/**
 * A range of a file, read chunk by chunk. It holds one page of the ledger, one open object and
 * perhaps the next one, however large the file is. A chunk that is read whole is checked against
 * its checksum before its last bytes are handed out. The chunks may be replaced by larger ones from
 * one page to the next.
 */
final class ChunkedChannel implements ReadableByteChannel {

  private static final int CHUNKS_PER_PAGE = 256;

  private final FileCatalog catalog;
  private final ChunkReader chunks;
  private final StoredFile file;
  private final Deque<Chunk> page = new ArrayDeque<>();
  private final CRC32C crc32c = new CRC32C();
  private long position;
  private final long end;

  private ReadableByteChannel object = Channels.newChannel(InputStream.nullInputStream());
  private long leftInObject;
  private int expectedCrc;
  private Verification verification = Verification.PARTIAL;

  private enum Verification {
    WHOLE_CHUNK,
    PARTIAL
  }

  ChunkedChannel(FileCatalog catalog, ChunkReader chunks, StoredFile file, ByteRange range) {
    this.catalog = catalog;
    this.chunks = chunks;
    this.file = file;
    this.position = range.start().value();
    this.end = range.end().value();
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!target.hasRemaining()) {
      return 0;
    }
    if (position == end) {
      return -1;
    }
    if (leftInObject == 0) {
      openNext();
    }
    int start = target.position();
    int wanted = (int) Math.min(target.remaining(), leftInObject);
    int got = object.read(target.slice(start, wanted));
    if (got == -1) {
      throw damaged("ends early");
    }
    position += got;
    leftInObject -= got;
    verify(target.slice(start, got));
    target.position(start + got);
    return got;
  }

  private void verify(ByteBuffer bytes) {
    if (verification == Verification.PARTIAL) {
      return;
    }
    crc32c.update(bytes);
    if (leftInObject == 0 && (int) crc32c.getValue() != expectedCrc) {
      throw damaged("has other bytes than were committed");
    }
  }

  private void openNext() throws IOException {
    object.close();
    Chunk chunk = nextChunk();
    try {
      open(chunk);
    } catch (StorageFailure.Damaged _) {
      // The file may have been compacted so long ago that the objects of this page are removed.
      page.clear();
      open(nextChunk());
    }
  }

  private void open(Chunk chunk) {
    long skipped = position - chunk.offset().value();
    long until = Math.min(end, chunk.end().value());
    leftInObject = until - position;
    boolean whole = leftInObject == chunk.length().value();
    verification = whole ? Verification.WHOLE_CHUNK : Verification.PARTIAL;
    expectedCrc = chunk.object().crc32c().value();
    crc32c.reset();
    ByteRange part = new ByteRange(new ByteCount(skipped), new ByteCount(leftInObject));
    object = chunks.open(chunk, part, page);
  }

  private Chunk nextChunk() throws IOException {
    if (page.isEmpty()) {
      page.addAll(
          catalog
              .chunks(file, new ByteCount(position), CHUNKS_PER_PAGE)
              .orElseThrow(() -> new SupersededException(file.id())));
    }
    Chunk chunk = page.poll();
    if (chunk == null || chunk.offset().value() > position || chunk.end().value() <= position) {
      throw damaged("is not in the ledger");
    }
    return chunk;
  }

  private StorageFailure damaged(String what) {
    return new StorageFailure.Damaged(
        "the chunk of file %s before offset %d %s".formatted(file.id(), position, what));
  }

  @Override
  public boolean isOpen() {
    return object.isOpen();
  }

  @Override
  public void close() throws IOException {
    try (chunks) {
      object.close();
    }
  }
}
