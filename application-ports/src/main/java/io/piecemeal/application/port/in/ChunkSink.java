package io.piecemeal.application.port.in;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Takes the bytes of one chunk. A body that cannot know yet what it stands for may write a draft,
 * read it back, and write the chunk then. For one thread at a time.
 */
public abstract class ChunkSink extends OutputStream {

  /**
   * Lets what was written so far, and what is written next, be longer than a chunk: up to eight
   * times its limit and 128 KiB. What is written in the end must keep to the limit all the same.
   * Called at most once, before {@link #takeBack}.
   */
  public abstract void draft() throws IOException;

  /**
   * Takes back all that was written: the chunk is only what is written from now on, and its limit
   * holds again. Called at most once.
   *
   * @return what was written, to be closed by the caller before the chunk is complete
   */
  public abstract InputStream takeBack() throws IOException;
}
