package io.piecemeal.tus.suite;

import java.io.IOException;
import java.util.Set;

/**
 * One thing that a server of the IETF's draft does, in some of its revisions.
 *
 * @param revisions that it is asked for in
 */
record IetfCase(
    String id, Level level, Set<IetfRevision> revisions, String says, IetfCase.Check check) {

  /** Tries it. */
  @FunctionalInterface
  interface Check {
    void run(IetfServer server) throws IOException;
  }

  /** The case in one of its revisions. */
  Case in(IetfRevision revision) {
    return Case.core(
        "%s/%s".formatted(revision.number(), id),
        level,
        says,
        server -> check.run(new IetfServer(server, revision)));
  }
}
