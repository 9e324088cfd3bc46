package io.piecemeal.adapters.mcp.lines;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;

/**
 * The file ends within a line, so that what was sent has no place in it. Carries no stack trace: it
 * is an answer.
 */
public final class MisplacedLine extends RuntimeException {

  private final transient FileId file;
  private final transient ByteCount size;
  private final transient ByteCount start;
  private final int line;

  /**
   * @param line in which the file ends
   * @param start where that begins
   */
  MisplacedLine(FileId file, ByteCount size, int line, ByteCount start) {
    super("file %s ends at %s, within line %d".formatted(file, size, line), null, false, false);
    this.file = file;
    this.size = size;
    this.line = line;
    this.start = start;
  }

  public FileId file() {
    return file;
  }

  /** Bytes that the file has. */
  public ByteCount size() {
    return size;
  }

  /** Where the line begins in which it ends. */
  public ByteCount start() {
    return start;
  }

  /** For the agent. */
  public String sentence() {
    return ("the server has %s bytes, which end within line %d, and nothing was changed. If that is not"
            + " the last line of your file, upload_rewind to %s and send line %d and those behind it"
            + " again.")
        .formatted(size, line, start, line);
  }
}
