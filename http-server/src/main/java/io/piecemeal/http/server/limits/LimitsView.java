package io.piecemeal.http.server.limits;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Quota;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.http.server.guard.RequestGuards;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Every limit, in bytes and seconds; null where there is none. */
@Serdeable.Serializable
public record LimitsView(
    @JsonProperty("max_chunk_bytes") long maxChunkBytes,
    @JsonProperty("recommended_chunk_bytes") long recommendedChunkBytes,
    @JsonProperty("max_file_bytes") long maxFileBytes,
    @JsonProperty("max_direct_upload_bytes") long maxDirectUploadBytes,
    @JsonProperty("retention_seconds") long retentionSeconds,
    @JsonProperty("max_lifetime_seconds") long maxLifetimeSeconds,
    @JsonProperty("max_page_entries") int maxPageEntries,
    @JsonProperty("max_appends_in_flight") int maxAppendsInFlight,
    @JsonProperty("min_body_bytes_per_second") long minBodyBytesPerSecond,
    @JsonProperty("max_body_idle_seconds") long maxBodyIdleSeconds,
    @JsonProperty("max_requests_per_minute") @JsonInclude(JsonInclude.Include.ALWAYS)
        @Nullable Integer maxRequestsPerMinute,
    @JsonProperty("quota_bytes") @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Long quotaBytes,
    @JsonProperty("quota_open_sessions") @JsonInclude(JsonInclude.Include.ALWAYS)
        @Nullable Integer quotaOpenSessions) {

  /** The most entries of a page of any listing. */
  public static final int MAX_PAGE_ENTRIES = 1000;

  /** The limits as this caller sees them. */
  public static LimitsView of(
      Owner owner, Limits limits, Retention retention, RequestGuards guards) {
    Quota quota = limits.quotas().of(owner);
    return new LimitsView(
        limits.chunk().value(),
        limits.chunk().value(),
        limits.session().value(),
        limits.direct().value(),
        retention.sinceLastChunk().toSeconds(),
        retention.sinceCreation().toSeconds(),
        MAX_PAGE_ENTRIES,
        guards.appendsInFlight(),
        guards.minBodyRate().value(),
        guards.bodyIdle().toSeconds(),
        orNull(guards.requestsPerMinute()),
        quota.bytes().map(ByteCount::value).orElse(null),
        orNull(quota.openSessions()));
  }

  private static @Nullable Integer orNull(OptionalInt number) {
    return number.isPresent() ? number.getAsInt() : null;
  }
}
