package io.piecemeal.benchmarks.subject;

import java.io.Closeable;
import java.io.IOException;
import java.util.OptionalLong;

/** Counts the transactions of a server's database that wrote something. */
@FunctionalInterface
public interface CommitCounter extends Closeable {

  /** For a server without a database, or one whose transactions nobody asks for. */
  CommitCounter NONE = OptionalLong::empty;

  /** How many there were until now; empty where they are not counted. */
  OptionalLong count();

  /** It counts no more. */
  @Override
  default void close() throws IOException {}
}
