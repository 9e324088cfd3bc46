package io.piecemeal.adapters.mcp.answer;

import io.piecemeal.adapters.mcp.argument.FileUri;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.http.server.text.ScanFacts;
import io.piecemeal.http.server.text.Times;
import io.piecemeal.http.server.text.WireNames;
import io.piecemeal.mcp.protocol.schema.OutputSchema;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;

/** A file as agents see it: what it is, and where and in what pieces to go on. */
@Singleton
public final class FileView {

  /** How the address of a file as a resource begins; its id follows. */
  public static final String URI_PREFIX = FileUri.PREFIX;

  /**
   * Decoded bytes, 8192 characters in Base64: what a model types without a mistake, below the
   * limits that clients put on an argument.
   */
  private static final ByteCount TYPED_CHUNK = new ByteCount(6 << 10);

  private final ByteCount recommendedChunk;
  private final ByteCount maxChunk;

  public FileView(Limits limits) {
    this.maxChunk = limits.chunk();
    this.recommendedChunk = TYPED_CHUNK.isAtMost(maxChunk) ? TYPED_CHUNK : maxChunk;
  }

  /** The members of every answer about one file. */
  public Map<String, Object> of(StoredFile file) {
    Map<String, Object> facts = new LinkedHashMap<>();
    putName(facts, file);
    facts.put("next_offset", file.size().value());
    putChunkSizes(facts);
    facts.put("expires_at", Times.rfc3339(file.expiresAt()));
    facts.put("content_type", file.contentType().value());
    if (file instanceof CompleteFile complete) {
      facts.put("sha256", complete.sha256().hex());
    }
    ScanFacts.put(facts, file);
    file.ticket().ifPresent(ticket -> facts.put("ticket", TicketFacts.of(ticket)));
    facts.put("uri", URI_PREFIX + file.id());
    return facts;
  }

  /** What answers say of a file that have other things to tell, or many files. */
  public static Map<String, Object> brief(StoredFile file) {
    Map<String, Object> facts = new LinkedHashMap<>();
    putName(facts, file);
    facts.put("content_type", file.contentType().value());
    facts.put("expires_at", Times.rfc3339(file.expiresAt()));
    return facts;
  }

  private static void putName(Map<String, Object> facts, StoredFile file) {
    facts.put("file_id", file.id().value());
    facts.put("filename", file.name().value());
    facts.put("status", WireNames.of(file));
    facts.put("size", file.size().value());
  }

  /** How large chunks should be, and may be. */
  public void putChunkSizes(Map<String, Object> facts) {
    facts.put("recommended_chunk_bytes", recommendedChunk.value());
    facts.put("max_chunk_bytes", maxChunk.value());
  }

  /** What {@link #of} gives. */
  public static OutputSchema schema() {
    return withChunkSizes(
            nameSchema().always("next_offset", "integer", "The offset of the next upload_append."))
        .always("expires_at", "string", "When the file is deleted (RFC 3339, UTC).")
        .always("content_type", "string", "The media type as it was declared.")
        .sometimes("sha256", "string", "Of the whole file, once it is complete.")
        .sometimes(
            "detected_type", "string", "What the first bytes look like, if the file was scanned.")
        .optionalObject(
            "scan",
            new OutputSchema()
                .always(
                    "state",
                    "string",
                    "'scanning' until it can be read; 'passed', 'quarantined' or 'released'.")
                .sometimes("finding", "string", "What the scanner calls what it found."),
            "There if the file is scanned before it can be read.")
        .optionalObject(
            "ticket", TicketFacts.schema(), "How far the holder of its upload_ticket is.")
        .always("uri", "string", "The file as an MCP resource.");
  }

  /** What {@link #brief} gives. */
  public static OutputSchema briefSchema() {
    return nameSchema()
        .always("content_type", "string", "The media type as it was declared.")
        .always("expires_at", "string", "When the file is deleted (RFC 3339, UTC).");
  }

  private static OutputSchema nameSchema() {
    return new OutputSchema()
        .always("file_id", "string", "Names the file in every other tool.")
        .always("filename", "string", "The file's label.")
        .always("status", "string", "'uploading', or 'complete' and so unchangeable.")
        .always("size", "integer", "Bytes that are stored for good.");
  }

  /** What {@link #putChunkSizes} puts. */
  public static OutputSchema withChunkSizes(OutputSchema schema) {
    return schema
        .always(
            "recommended_chunk_bytes",
            "integer",
            "Decoded bytes for one upload_append whose data a model types.")
        .always(
            "max_chunk_bytes",
            "integer",
            "Decoded bytes for one upload_append that a program makes.");
  }
}
