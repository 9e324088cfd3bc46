package io.piecemeal.adapters.http.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.piecemeal.domain.Limits;
import io.piecemeal.domain.Retention;

/** Every limit, in bytes and seconds. */
@Serdeable.Serializable
public record LimitsView(
    @JsonProperty("max_chunk_bytes") long maxChunkBytes,
    @JsonProperty("recommended_chunk_bytes") long recommendedChunkBytes,
    @JsonProperty("max_file_bytes") long maxFileBytes,
    @JsonProperty("max_direct_upload_bytes") long maxDirectUploadBytes,
    @JsonProperty("retention_seconds") long retentionSeconds,
    @JsonProperty("max_lifetime_seconds") long maxLifetimeSeconds,
    @JsonProperty("max_page_entries") int maxPageEntries) {

  /** The limits as callers see them. */
  public static LimitsView of(Limits limits, Retention retention) {
    return new LimitsView(
        limits.chunk().value(),
        limits.chunk().value(),
        limits.session().value(),
        limits.direct().value(),
        retention.sinceLastChunk().toSeconds(),
        retention.sinceCreation().toSeconds(),
        QueryValues.MAX_LIMIT);
  }
}
