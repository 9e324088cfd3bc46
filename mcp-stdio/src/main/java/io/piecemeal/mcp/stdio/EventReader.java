package io.piecemeal.mcp.stdio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The messages of a stream of server-sent events. */
final class EventReader {

  private static final String DATA = "data:";

  private final LineReader lines;
  private final int maxLength;

  /**
   * @param maxLength bytes of the data of one event
   */
  EventReader(InputStream in, int maxLength) {
    this.lines = new LineReader(in, DATA.length() + 1 + maxLength);
    this.maxLength = maxLength;
  }

  /**
   * The data of the next event that has any; empty at the end of the stream, which cuts off what
   * has not ended.
   *
   * @throws IOException if it exceeds the bound
   */
  Optional<byte[]> next() throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (Optional<byte[]> line = lines.read(); line.isPresent(); line = lines.read()) {
      String text = new String(line.get(), StandardCharsets.UTF_8).stripTrailing();
      if (text.startsWith(DATA)) {
        byte[] more = text.substring(DATA.length()).strip().getBytes(StandardCharsets.UTF_8);
        if (more.length > maxLength - data.size()) {
          throw new IOException("an answer exceeds %d bytes".formatted(maxLength));
        }
        data.writeBytes(more);
        data.write('\n');
      } else if (text.isEmpty() && data.size() > 0) {
        return Optional.of(data.toByteArray());
      }
    }
    return Optional.empty();
  }
}
