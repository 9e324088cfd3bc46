package io.piecemeal.adapters.tus.ietf;

import io.piecemeal.application.port.in.ReadContent.Content;
import io.piecemeal.application.port.in.ReadToCompare;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.ByteRange;
import io.piecemeal.domain.upload.CompleteFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Compares what is sent once more with the end of a complete file. */
record StoredEnd(ReadToCompare read) {

  private static final int BLOCK = 64 << 10;

  /** Whether the content is what the file has from {@code start} to its end, and ends there. */
  boolean isRepeatedBy(CompleteFile file, ByteCount start, InputStream content) throws IOException {
    if (!start.isAtMost(file.size())) {
      return false;
    }
    Content stored = read.open(file.owner(), file.id());
    try (ReadableByteChannel bytes = stored.bytes(new ByteRange(start, file.size().minus(start)))) {
      while (true) {
        byte[] sent = content.readNBytes(BLOCK);
        ByteBuffer here = ByteBuffer.allocate(sent.length);
        while (here.hasRemaining() && bytes.read(here) >= 0) {
          // Until it is full, or there is no more.
        }
        if (here.hasRemaining() || !here.flip().equals(ByteBuffer.wrap(sent))) {
          return false;
        }
        if (sent.length < BLOCK) {
          return bytes.read(ByteBuffer.allocate(1)) < 0;
        }
      }
    }
  }
}
