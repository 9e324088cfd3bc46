package io.piecemeal.adapters.tus;

import io.piecemeal.domain.upload.Metadata;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.SessionTerms.Rewinds;
import io.piecemeal.domain.upload.StoredFile;
import java.util.Optional;

/**
 * What this protocol remembers of an upload: two fields as they came, one to a line.
 *
 * @param metadata {@code Upload-Metadata}; empty if there was none
 * @param concat {@code Upload-Concat}; empty if there was none
 */
record Terms(String metadata, String concat) {

  private static final String DIALECT = "tus";
  private static final String PARTIAL = "partial";
  private static final String FINAL = "final;";

  /** Those of a file, whichever dialect it was opened in. */
  static Terms of(StoredFile file) {
    Optional<Metadata> kept =
        file.terms().metadata().filter(given -> given.dialect().equals(DIALECT));
    if (kept.isEmpty()) {
      return new Terms(UploadMetadata.of(file), "");
    }
    String[] lines = kept.get().text().split("\n", -1);
    return new Terms(lines[0], lines[1]);
  }

  SessionTerms session() {
    return new SessionTerms(
        Optional.of(new Metadata(DIALECT, metadata + "\n" + concat)),
        isPartial() ? new Role.Part(Optional.empty()) : new Role.Whole(),
        Rewinds.NEVER);
  }

  boolean isPartial() {
    return concat.equals(PARTIAL);
  }

  boolean isFinal() {
    return concat.startsWith(FINAL);
  }

  /** What a final upload names as its parts. */
  String parts() {
    return concat.substring(FINAL.length());
  }
}
