package io.piecemeal.adapters.mcp.tool;

import io.piecemeal.adapters.mcp.answer.ToolError;
import io.piecemeal.adapters.mcp.answer.ToolErrors;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.http.server.text.Times;
import io.piecemeal.mcp.protocol.schema.OutputSchema;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What becomes of one of several small files, and what its caller is told of it. */
final class FileResult {

  private final String name;
  private final Optional<ManyFile> sent;
  private Optional<StoredFile> stored = Optional.empty();
  private Optional<ToolError> error = Optional.empty();

  /** Where the file is in the end. */
  enum Status {
    STORED,
    /** The owner had it already. */
    EXISTS,
    /** It was only looked for, and is not there. */
    MISSING,
    REFUSED,
    /** Another file of the call kept it from being stored. */
    NOT_STORED;

    private String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private FileResult(String name, Optional<ManyFile> sent) {
    this.name = name;
    this.sent = sent;
  }

  /** Of a file that may be stored. */
  static FileResult of(String name, ManyFile sent) {
    return new FileResult(name, Optional.of(sent));
  }

  /** Of one that was not even read. */
  static FileResult refused(String name, RuntimeException why) {
    FileResult result = new FileResult(name, Optional.empty());
    result.refuse(why);
    return result;
  }

  /** The file; empty if it could not be read. */
  Optional<ManyFile> sent() {
    return sent;
  }

  void store(StoredFile file) {
    stored = Optional.of(file);
  }

  void refuse(RuntimeException why) {
    error = Optional.of(ToolErrors.of(why));
  }

  /** Whether it was only looked for, and is none of these. */
  boolean isMissingFrom(Map<Sha256, StoredFile> known) {
    return sent.filter(file -> file.bytes().isEmpty() && !known.containsKey(file.sha256()))
        .isPresent();
  }

  /**
   * What became of it.
   *
   * @param known files of the owner, by their digests
   */
  Status status(Map<Sha256, StoredFile> known) {
    if (error.isPresent()) {
      return Status.REFUSED;
    }
    if (stored.isPresent()) {
      return Status.STORED;
    }
    if (there(known).isPresent()) {
      return Status.EXISTS;
    }
    return isMissingFrom(known) ? Status.MISSING : Status.NOT_STORED;
  }

  private Optional<StoredFile> there(Map<Sha256, StoredFile> known) {
    return stored.or(() -> sent.map(file -> known.get(file.sha256())));
  }

  Map<String, Object> answer(Map<Sha256, StoredFile> known) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("filename", name);
    members.put("status", status(known).wireName());
    there(known)
        .ifPresent(
            file -> {
              members.put("file_id", file.id().value());
              members.put("size", file.size().value());
              members.put("expires_at", Times.rfc3339(file.expiresAt()));
              if (file instanceof CompleteFile complete) {
                members.put("sha256", complete.sha256().hex());
              }
            });
    error.ifPresent(why -> members.put("error", why.text()));
    return members;
  }

  /** What {@link #answer} gives. */
  static OutputSchema schema() {
    return new OutputSchema()
        .always("filename", "string", "As it was sent.")
        .always("status", "string", "stored, exists, missing, refused or not_stored.")
        .sometimes("file_id", "string", "Names the file in every other tool.")
        .sometimes("size", "integer", "Its bytes.")
        .sometimes("expires_at", "string", "When the file is deleted (RFC 3339, UTC).")
        .sometimes("sha256", "string", "SHA-256 of the whole file, 64 hex digits.")
        .sometimes("error", "string", "Why it was refused.");
  }
}
