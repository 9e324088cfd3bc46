package io.piecemeal.adapters.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.application.port.in.ScrubFiles.Scrubbed;
import io.piecemeal.application.port.in.ScrubFiles.Verdict;
import io.piecemeal.application.port.in.WatchScrub.Known;
import io.piecemeal.application.port.in.WatchScrub.Last;
import io.piecemeal.application.port.in.WatchScrub.Progress;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Shard;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.testkit.Samples;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How far files are read to find damage. */
final class ScrubControllerTest {

  private static final FileId FILE = Samples.fileId(new Shard(0x123));
  private static final Instant TIME = Instant.parse("2026-04-13T05:32:04.9Z");

  @Test
  void whatIsNotKnownYetIsLeftOut() {
    Progress none =
        new Progress(Optional.empty(), 0, ByteCount.ZERO, 0, Optional.empty(), Optional.empty());

    assertThat(new ScrubController(() -> none).progress())
        .isEqualTo(Map.of("files", 0L, "bytes", 0L, "damaged", 0L));
  }

  static Stream<Arguments> verdicts() {
    return Stream.of(
        Arguments.of(new Verdict.Whole(), "whole"),
        Arguments.of(new Verdict.Damaged(new ByteCount(3), "secret"), "damaged"),
        Arguments.of(new Verdict.Changed(), "changed"));
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void theLastFileTellsTheShardAndWhatBecameOfIt(Verdict verdict, String name) {
    Progress some =
        new Progress(
            Optional.of(new Last(new Scrubbed(FILE, new ByteCount(10), verdict), TIME)),
            7,
            new ByteCount(70),
            2,
            Optional.of(TIME),
            Optional.of(new Known(5)));

    assertThat(new ScrubController(() -> some).progress())
        .isEqualTo(
            Map.of(
                "files",
                7L,
                "bytes",
                70L,
                "damaged",
                2L,
                "damaged_files",
                5L,
                "finished_at",
                "2026-04-13T05:32:04Z",
                "shard",
                0x123,
                "shards",
                4096,
                "last",
                Map.of(
                    "file_id",
                    FILE.value(),
                    "size",
                    10L,
                    "verdict",
                    name,
                    "read_at",
                    "2026-04-13T05:32:04Z")));
  }
}
