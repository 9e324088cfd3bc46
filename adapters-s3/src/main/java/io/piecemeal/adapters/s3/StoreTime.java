package io.piecemeal.adapters.s3;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

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

  /**
   * Whether an object of a list has not changed for that long, give or take a second: some stores
   * tell parts of a second for objects, Swift rounds up, and the clock of an answer has none.
   */
  static boolean isOld(S3Object object, SdkResponse list, Duration age) {
    Instant changed = object.lastModified().truncatedTo(ChronoUnit.SECONDS).minusSeconds(1);
    return !changed.isAfter(of(list).minus(age));
  }
}
