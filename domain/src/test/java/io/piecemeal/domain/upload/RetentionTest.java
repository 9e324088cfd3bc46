package io.piecemeal.domain.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetentionTest {

  private static final Instant CREATED = Instant.parse("2026-04-13T05:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-04-13T05:00:00Z, 2026-04-13T06:00:00Z",
    "2026-04-13T05:30:00Z, 2026-04-13T06:30:00Z",
    "2026-04-13T06:59:59Z, 2026-04-13T07:59:59Z",
    "2026-04-13T07:00:00Z, 2026-04-13T08:00:00Z",
    "2026-04-13T07:00:01Z, 2026-04-13T08:00:00Z",
    "2026-04-13T09:00:00Z, 2026-04-13T08:00:00Z"
  })
  void everyChunkMovesTheExpiryUpToTheCap(Instant lastChunk, Instant expiry) {
    Retention retention = new Retention(Duration.ofHours(1), Duration.ofHours(3));

    assertThat(retention.expiry(CREATED, lastChunk)).isEqualTo(expiry);
  }

  @Test
  void byDefaultFilesLiveADayAndAtMostAWeek() {
    assertThat(Retention.DEFAULT.expiry(CREATED, CREATED))
        .isEqualTo(Instant.parse("2026-04-14T05:00:00Z"));
    assertThat(Retention.DEFAULT.expiry(CREATED, CREATED.plus(Duration.ofDays(7))))
        .isEqualTo(Instant.parse("2026-04-20T05:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({"PT0S, PT1H", "PT-1S, PT1H", "PT1H, PT59M59S"})
  void retentionIsPositiveAndAtMostTheCap(Duration sinceLastChunk, Duration sinceCreation) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Retention(sinceLastChunk, sinceCreation))
        .withMessage(
            "retention must be positive and at most the cap: %s, cap %s",
            sinceLastChunk, sinceCreation);
  }

  @Test
  void retentionMayBeAsLongAsTheCap() {
    Retention retention = new Retention(Duration.ofNanos(1), Duration.ofNanos(1));

    assertThat(retention.expiry(CREATED, CREATED)).isEqualTo(CREATED.plusNanos(1));
  }

  @Test
  void aLifetimeOfItsOwnIsNotMovedByChunks() {
    Retention retention = Retention.DEFAULT.lasting(Duration.ofHours(1));

    assertThat(retention.expiry(CREATED, CREATED)).isEqualTo(CREATED.plusSeconds(3600));
    assertThat(retention.expiry(CREATED, CREATED.plusSeconds(1800)))
        .isEqualTo(CREATED.plusSeconds(3600));
  }

  @Test
  void aLifetimeIsAtMostTheCap() {
    assertThat(Retention.DEFAULT.lasting(Duration.ofDays(7)).sinceCreation())
        .isEqualTo(Duration.ofDays(7));
    for (Duration none : new Duration[] {Duration.ofDays(7).plusSeconds(1), Duration.ZERO}) {
      assertThatThrownBy(() -> Retention.DEFAULT.lasting(none))
          .isInstanceOfSatisfying(
              UploadRejected.class,
              rejected ->
                  assertThat(rejected.refusal())
                      .isEqualTo(
                          new Refusal.InvalidField(
                              Input.LIFETIME,
                              "files live 1 to 604800 seconds here, not " + none.toSeconds())));
    }
  }
}
