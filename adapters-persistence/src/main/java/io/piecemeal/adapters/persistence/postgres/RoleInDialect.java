package io.piecemeal.adapters.persistence.postgres;

import io.piecemeal.domain.upload.Metadata;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.SessionTerms;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The columns {@code metadata_dialect} and {@code metadata}, of which the first also says that a
 * file is made of parts: by a suffix, so that the version before, which knows nothing of such
 * files, reads one as that of a dialect which it does not know.
 */
record RoleInDialect(Optional<String> dialect, Optional<String> text) {

  private static final String OF_PARTS = "parts";

  /** The condition of {@link #isOfParts}. */
  static final String IS_OF_PARTS = "coalesce(metadata_dialect LIKE '%" + OF_PARTS + "', false)";

  static RoleInDialect of(SessionTerms terms) {
    Optional<String> dialect = terms.metadata().map(Metadata::dialect);
    Optional<String> text = terms.metadata().map(Metadata::text);
    return switch (terms.role()) {
      case Role.OfParts _ ->
          new RoleInDialect(
              Optional.of(dialect.orElse("") + OF_PARTS), Optional.of(text.orElse("")));
      case Role.Whole _, Role.Part _ -> new RoleInDialect(dialect, text);
    };
  }

  static RoleInDialect read(Row row) throws SQLException {
    return row.has("metadata")
        ? new RoleInDialect(
            Optional.of(row.text("metadata_dialect")), Optional.of(row.text("metadata")))
        : new RoleInDialect(Optional.empty(), Optional.empty());
  }

  boolean isOfParts() {
    return dialect.filter(name -> name.endsWith(OF_PARTS)).isPresent();
  }

  Optional<Metadata> metadata() {
    String suffix = isOfParts() ? OF_PARTS : "";
    return dialect
        .map(name -> name.substring(0, name.length() - suffix.length()))
        .filter(name -> !name.isEmpty())
        .map(name -> new Metadata(name, text.orElse("")));
  }
}
