package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Crc32c;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileContent;
import io.piecemeal.domain.upload.FileHeader;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.Scan;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.SessionTerms.Rewinds;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A row of the table {@code file}. */
final class FileRow {

  /** What a file that owners can reach is like. */
  static final String LIVE = "state IN ('uploading', 'complete') AND expires_at > now()";

  /**
   * The state of a file that takes chunks, as what it is not. For statements that name files by
   * their ids: said plainly, an index holds the files of this state, and a planner that takes them
   * for few reads all of them instead.
   */
  static final String UPLOADING = "state NOT IN ('complete', 'deleted', 'emptied')";

  /**
   * What of a session decides about its next step: where its content ends, which content that is,
   * and how large it may become. Takes {@link Parameters#asSeen}.
   */
  static final String AS_SEEN =
      "size = ? AND revision = ? AND declared_size IS NOT DISTINCT FROM ?";

  private static final List<String> NAMES =
      List.of(
          "file_id",
          "owner",
          "filename",
          "content_type",
          "declared_size",
          "declared_sha256",
          "metadata_dialect",
          "metadata",
          "is_part",
          "part_of",
          "never_rewound",
          "size",
          "chunks",
          "revision",
          "last_key",
          "last_length",
          "last_crc32c",
          "last_sha256",
          "sha256",
          "scan",
          "created_at",
          "updated_at",
          "expires_at");

  /** By their names, so that a later version may add columns while this one runs. */
  static final String COLUMNS = entered("file") + ", " + ScanRow.COLUMNS + ", " + TicketRow.COLUMNS;

  private FileRow() {}

  /** The same of a result that has them already. */
  static String columns(String table) {
    return entered(table) + ", " + ScanRow.columns(table) + ", " + TicketRow.columns(table);
  }

  /** What a file was entered with, which no ticket belongs to. */
  static String entered(String table) {
    return NAMES.stream().map(name -> table + "." + name).collect(Collectors.joining(", "));
  }

  static StoredFile read(Row row) throws SQLException {
    StoredFile file = readEntered(row);
    return scanned(file, row).with(TicketRow.read(row, file.owner(), file.id()));
  }

  private static StoredFile scanned(StoredFile file, Row row) throws SQLException {
    return switch (file) {
      case UploadSession open -> open;
      case CompleteFile complete -> complete.scanned(ScanRow.read(row));
    };
  }

  /** Reads what {@link #entered} names. */
  static StoredFile readEntered(Row row) throws SQLException {
    FileHeader header =
        new FileHeader(
            new FileId(row.text("file_id")),
            new Owner(row.text("owner")),
            new FileName(row.text("filename")),
            new ContentType(row.text("content_type")),
            new Declaration(row.optionalBytes("declared_size"), row.digest("declared_sha256")),
            terms(row),
            row.instant("created_at"));
    FileContent content =
        new FileContent(
            row.bytes("size"), row.number("chunks"), row.bigNumber("revision"), lastChunk(row));
    Instant updatedAt = row.instant("updated_at");
    Instant expiresAt = row.instant("expires_at");
    Optional<Sha256> sha256 = row.digest("sha256");
    // Not by the column state, which no longer tells when the file is deleted.
    return sha256.isPresent()
        ? new CompleteFile(header, content, sha256.get(), updatedAt, expiresAt, Optional.empty())
            .scanned(enteredScan(row))
        : new UploadSession(header, content, updatedAt, expiresAt, Optional.empty());
  }

  /** A file is entered before it is scanned. */
  private static Optional<Scan> enteredScan(Row row) throws SQLException {
    return row.has("scan") ? Optional.of(Scan.SCANNING) : Optional.empty();
  }

  /** Reads the row of a file that is complete. */
  static CompleteFile readComplete(Row row) throws SQLException {
    return (CompleteFile) read(row);
  }

  private static SessionTerms terms(Row row) throws SQLException {
    RoleInDialect told = RoleInDialect.read(row);
    return new SessionTerms(
        told.metadata(),
        told.isOfParts() ? new Role.OfParts() : role(row),
        row.flag("never_rewound") ? Rewinds.NEVER : Rewinds.ALLOWED);
  }

  private static Role role(Row row) throws SQLException {
    if (!row.flag("is_part")) {
      return new Role.Whole();
    }
    return new Role.Part(
        row.has("part_of") ? Optional.of(new FileId(row.text("part_of"))) : Optional.empty());
  }

  private static Optional<ChunkObject> lastChunk(Row row) throws SQLException {
    if (!row.has("last_key")) {
      return Optional.empty();
    }
    return Optional.of(
        new ChunkObject(
            row.key("last_key"),
            row.bytes("last_length"),
            new Crc32c(row.number("last_crc32c")),
            row.digest("last_sha256")));
  }
}
