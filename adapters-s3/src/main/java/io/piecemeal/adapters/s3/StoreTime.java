package io.piecemeal.adapters.s3;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import software.amazon.awssdk.core.SdkResponse;

/** The clock of a store, as its answers tell it: objects' ages are by the same one. */
final class StoreTime {

  private static final String DATE = "Date";

  private StoreTime() {}

  /** When a store gave an answer; by the clock of this node if the answer does not say. */
  static Instant of(SdkResponse answer) {
    try {
      return answer
          .sdkHttpResponse()
          .firstMatchingHeader(DATE)
          .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
          .orElseGet(Instant::now);
    } catch (DateTimeException e) {
      return Instant.now();
    }
  }

  /** What was changed after this is younger than {@code age}. */
  static Instant latest(SdkResponse answer, Duration age) {
    return of(answer).minus(age);
  }
}
