package io.piecemeal.application.upkeep;

import static io.piecemeal.testkit.Samples.bytes;

import io.piecemeal.application.scene.Scene;
import io.piecemeal.application.upkeep.CompactFilesService.Policy;
import io.piecemeal.application.upload.InDoubtCommit;
import java.time.Duration;

/** Compaction of a scene's files, of three chunks or more. */
final class Compacting {

  /** The size of chunks that are left as they are. */
  static final long LARGE = 100;

  static final Duration LEASE = Duration.ofMinutes(10);

  private Compacting() {}

  static CompactFilesService in(Scene scene) {
    return new CompactFilesService(
        scene.compactions,
        new InDoubtCommit(scene.ledger, scene.ledger),
        scene.ledger,
        scene.intake,
        scene.store,
        scene.bytes,
        new Policy(3, bytes(LARGE), LEASE));
  }
}
