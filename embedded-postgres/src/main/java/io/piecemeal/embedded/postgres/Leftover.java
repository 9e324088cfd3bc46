package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What a process that was killed leaves on a data directory. */
final class Leftover {

  private Leftover() {}

  /**
   * Shuts down the server that still runs on a data directory, if there is one, and makes sure that
   * the pid file of an earlier one does not hinder the next. The caller holds the directory's lock.
   */
  static void stop(Path data) throws IOException {
    PidFile file = PidFile.of(data);
    Optional<Long> pid = file.pid();
    if (pid.isPresent()) {
      Postmaster.find(pid.get(), data).ifPresent(Postmaster::stop);
    }
    file.disown();
  }
}
