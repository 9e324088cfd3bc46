package io.piecemeal.faults.load;

import java.util.function.BooleanSupplier;

/** A client that works at the same time as others. */
interface Worker extends AutoCloseable {

  /** Works until it is told to stop, and then checks everything that it still has. */
  void work(BooleanSupplier stopped) throws InterruptedException;

  @Override
  void close();
}
