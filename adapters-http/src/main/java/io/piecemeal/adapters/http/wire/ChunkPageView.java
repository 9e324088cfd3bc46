package io.piecemeal.adapters.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.Chunk;
import io.piecemeal.http.server.text.Times;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a file's ledger.
 *
 * @param next what to send as {@code after} for the next page; null on the last one
 */
@Serdeable.Serializable
public record ChunkPageView(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<ChunkView> data,
    @JsonProperty("has_more") boolean hasMore,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Long next) {

  /**
   * A page as its caller sees it.
   *
   * @param chunks up to one more than the page holds, which tells that another follows
   */
  public static ChunkPageView of(List<Chunk> chunks, int limit) {
    boolean more = chunks.size() > limit;
    List<Chunk> page = more ? chunks.subList(0, limit) : chunks;
    return new ChunkPageView(
        page.stream().map(ChunkView::of).toList(),
        more,
        more ? page.getLast().end().value() : null);
  }

  /** One chunk. */
  @Serdeable.Serializable
  public record ChunkView(
      long offset,
      long size,
      String crc32c,
      @JsonProperty("created_at") String createdAt,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sha256) {

    static ChunkView of(Chunk chunk) {
      return new ChunkView(
          chunk.offset().value(),
          chunk.length().value(),
          chunk.object().crc32c().hex(),
          Times.rfc3339(chunk.createdAt()),
          chunk.sha256().map(Sha256::hex).orElse(null));
    }
  }
}
