package io.piecemeal.benchmarks.subject;

import io.piecemeal.benchmarks.figures.Figures;
import io.piecemeal.benchmarks.load.LoadCase;
import java.io.IOException;

/** Something that runs and takes its turns. */
public interface Subject extends AutoCloseable {

  /** Its name in tables. */
  String name();

  /** Gets ready for the turns of a case, and forgets what was before. */
  void begin(LoadCase load) throws IOException;

  /** Takes a turn. What it wrote is gone afterwards. */
  Figures turn(Turn turn) throws IOException, InterruptedException;

  @Override
  void close() throws IOException;

  /** How a subject is started. */
  interface Starter {

    /** Its name in tables and on the command line. */
    String name();

    /**
     * Starts it.
     *
     * @throws MissingException if the machine lacks something that it needs
     */
    Subject start(Workspace workspace) throws IOException, InterruptedException;
  }
}
