package io.piecemeal.adapters.mcp.guard;

import io.piecemeal.domain.access.Owner;
import java.io.IOException;
import java.io.InputStream;

/**
 * What this adapter shares with the others on its node: one count of the uploads under way, and one
 * watch over bodies that come too slowly. Whoever wires the service implements it.
 */
public interface UploadGuards {

  /**
   * Runs {@code reading} on a body that is watched meanwhile. The calling thread must be the one
   * that reads, and may be interrupted while it does.
   *
   * @throws IOException what reading the body threw
   * @throws RuntimeException if the body came too slowly: the server has an answer for it
   */
  <R> R watch(InputStream body, Reading<R> reading) throws IOException;

  /**
   * Takes a slot for an upload, which is free again when the result is closed.
   *
   * @throws BusyException if none is free, or the owner has its share
   */
  Slot take(Owner owner);

  /**
   * Counts one request of this owner more than the server has counted itself.
   *
   * @throws BusyException if the owner has sent too many
   */
  void countRequest(Owner owner);

  /** What is done with a body. */
  @FunctionalInterface
  interface Reading<R> {
    R on(InputStream body) throws IOException;
  }

  /** A slot that is taken. */
  interface Slot extends AutoCloseable {
    @Override
    void close();
  }
}
