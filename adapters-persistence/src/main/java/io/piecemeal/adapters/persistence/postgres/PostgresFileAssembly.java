package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.adapters.persistence.postgres.Database.Statement;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.FileAssembly;
import io.piecemeal.application.port.out.Join;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import java.util.List;
import java.util.Optional;

/** Parts, and what becomes of them. A file and its parts are in one shard. */
final class PostgresFileAssembly implements FileAssembly {

  private static final String DECLARE =
      """
      UPDATE file SET declared_size = ?, updated_at = now()
      WHERE shard = ? AND file_id = ? AND size = ? AND revision = ? AND %s AND expires_at > now()
        AND declared_size IS NULL
      RETURNING %s
      """
          .formatted(FileRow.UPLOADING, FileRow.COLUMNS);

  private static final String CLAIM =
      """
      UPDATE file SET part_of = ?
      WHERE shard = ? AND file_id = ANY (?) AND owner = ? AND is_part AND gone_since IS NULL AND expires_at > now()
        AND coalesce(part_of, ?) = ?
      RETURNING file_id
      """;

  /** Takes owner, position if there is one, and limit. */
  private static final String PARTS =
      """
      SELECT %s FROM file
      WHERE shard = ? AND part_of = ? AND owner = ? AND gone_since IS NULL AND expires_at > now()
        AND damaged_at IS NULL %%s
      ORDER BY created_at, file_id LIMIT ?
      """
          .formatted(FileRow.COLUMNS);

  private static final String ALL_PARTS = PARTS.formatted("");
  private static final String PARTS_BEHIND = PARTS.formatted("AND (created_at, file_id) > (?, ?)");

  private static final String JOINED =
      """
      SELECT file_id FROM file
      WHERE shard = ? AND part_of = ? AND owner = ? AND part_offset IS NOT NULL AND gone_since > now() - %s
      ORDER BY part_offset, size, file_id
      """
          .formatted(Times.INTERVAL);

  private static final String JOINED_TO =
      """
      SELECT part_of FROM file
      WHERE shard = ? AND file_id = ? AND owner = ? AND part_offset IS NOT NULL AND gone_since > now() - %s
      """
          .formatted(Times.INTERVAL);

  private final Database database;
  private final JoinStatements join;

  PostgresFileAssembly(Database database) {
    this.database = database;
    join = new JoinStatements(database);
  }

  @Override
  public Commit declare(UploadSession next) {
    return commit(
        database
            .of(next.owner())
            .change(
                "declare the size of file %s".formatted(next.id()),
                DECLARE,
                parameters ->
                    parameters
                        .bytes(next.declared().size())
                        .file(next.id())
                        .bytes(next.size())
                        .number(next.revision()),
                FileRow::read)
            .stream()
            .findFirst());
  }

  @Override
  public boolean claim(Owner owner, FileId whole, List<FileId> parts) {
    String id = whole.value();
    Statement<String> claim =
        new Statement<>(
            CLAIM,
            parameters ->
                parameters
                    .text(id)
                    .shard(whole.shard())
                    .array("text", parts.stream().map(FileId::value).toArray())
                    .owner(owner)
                    .text(id)
                    .text(id),
            row -> row.text("file_id"));
    return database
        .of(owner)
        .transact(
            "make %d files parts of file %s".formatted(parts.size(), whole),
            transaction -> {
              boolean all = claim.in(transaction).size() == parts.size();
              if (!all) {
                transaction.setRollbackOnly();
              }
              return all;
            });
  }

  @Override
  public Commit join(Join step) {
    return commit(join.run(step));
  }

  @Override
  public List<StoredFile> parts(
      Owner owner, FileId whole, Optional<FileQuery.Position> after, int limit) {
    return database
        .of(owner)
        .ask(
            "list parts of file %s".formatted(whole),
            after.isPresent() ? PARTS_BEHIND : ALL_PARTS,
            parameters -> {
              parameters.file(whole).owner(owner);
              if (after.isPresent()) {
                parameters.instant(after.get().createdAt()).text(after.get().file().value());
              }
              parameters.number(limit);
            },
            FileRow::read);
  }

  @Override
  public List<FileId> joined(Owner owner, FileId whole) {
    return database
        .of(owner)
        .ask(
            "find what file %s was joined from".formatted(whole),
            JOINED,
            parameters -> parameters.file(whole).owner(owner).duration(Retention.GONE_IS_KNOWN),
            row -> new FileId(row.text("file_id")));
  }

  @Override
  public Optional<FileId> joinedTo(Owner owner, FileId part) {
    return database
        .of(owner)
        .ask(
            "find what part %s was joined to".formatted(part),
            JOINED_TO,
            parameters -> parameters.file(part).owner(owner).duration(Retention.GONE_IS_KNOWN),
            row -> new FileId(row.text("part_of")))
        .stream()
        .findFirst();
  }

  private static Commit commit(Optional<StoredFile> changed) {
    return changed.<Commit>map(Commit.Committed::new).orElseGet(Commit.Superseded::new);
  }
}
