package io.piecemeal.chunk.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Where a scan writes the bytes of a chunk, and, where it cannot know yet what its text stands for,
 * the text.
 */
public abstract class ChunkOutput extends OutputStream {

  /** Lets what is written be longer than a chunk, until it is taken back. */
  public abstract void draft() throws IOException;

  /**
   * Takes back all that was written: the chunk is only what is written from now on.
   *
   * @return what was written, to be closed by the caller
   */
  public abstract InputStream takeBack() throws IOException;
}
