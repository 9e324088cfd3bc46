package io.piecemeal.application.upkeep;

import static io.piecemeal.testkit.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.ScrubFiles.Scrubbed;
import io.piecemeal.application.port.in.ScrubFiles.Verdict.Damaged;
import io.piecemeal.application.port.in.ScrubFiles.Verdict.Whole;
import io.piecemeal.application.port.in.WatchScrub.Known;
import io.piecemeal.application.port.in.WatchScrub.Last;
import io.piecemeal.application.port.in.WatchScrub.Progress;
import io.piecemeal.application.scene.Scene;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.StoredFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How far the reading of all files is, as an operator sees it. */
final class WatchedScrubTest {

  private static final Optional<Known> KNOWN = Optional.of(new Known(7));

  private final Scene scene = new Scene();
  private final WatchedScrub scrub =
      new WatchedScrub(
          new ScrubFilesService(scene.rows, scene.damages, scene.ledger, scene.store, scene.rows),
          scene.clock,
          () -> KNOWN);
  private final List<ByteCount> paced = new ArrayList<>();

  private Optional<Scrubbed> next(Optional<Scrubbed> last) {
    return scrub.scrubNext(last.map(Scrubbed::file), paced::add);
  }

  @Test
  void nothingIsKnownBeforeTheFirstFile() {
    assertThat(scrub.progress())
        .isEqualTo(new Progress(Optional.empty(), 0, bytes(0), 0, Optional.empty(), KNOWN));
  }

  @Test
  void filesAndBytesAreCountedAndTheLastOneIsKept() {
    scene.filled("one ", "two");
    StoredFile damaged = scene.filled("three");
    scene.observed.alter(scene.keys(damaged).getFirst());

    Optional<Scrubbed> first = next(Optional.empty());
    scene.clock.advance(Duration.ofMinutes(1));
    Instant at = scene.clock.instant();
    Optional<Scrubbed> second = next(first);
    scene.clock.advance(Duration.ofMinutes(1));
    assertThat(scrub.progress())
        .isEqualTo(
            new Progress(
                Optional.of(new Last(second.orElseThrow(), at)),
                2,
                bytes(12),
                1,
                Optional.empty(),
                KNOWN));
    assertThat(next(second)).isEmpty();

    assertThat(scrub.progress().files()).isEqualTo(2);
    assertThat(scrub.progress().finished()).contains(scene.clock.instant());
    assertThat(paced.stream().mapToLong(ByteCount::value).sum()).isEqualTo(12);
    assertThat(List.of(first.orElseThrow().verdict(), second.orElseThrow().verdict()))
        .hasAtLeastOneElementOfType(Whole.class)
        .hasAtLeastOneElementOfType(Damaged.class);
  }
}
