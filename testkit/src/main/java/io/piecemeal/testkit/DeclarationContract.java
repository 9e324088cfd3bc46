package io.piecemeal.testkit;

import static io.piecemeal.testkit.Samples.ALICE;
import static io.piecemeal.testkit.Samples.RETENTION;
import static io.piecemeal.testkit.Samples.append;
import static io.piecemeal.testkit.Samples.bytes;
import static io.piecemeal.testkit.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import org.junit.jupiter.api.Test;

/** Sizes that are declared after the opening. */
interface DeclarationContract extends PartsScene {

  @Test
  default void aSizeCanBeDeclaredLater() {
    UploadSession seen = filled(ALICE, 3);

    StoredFile after = committed(assembly().declare(seen.declare(bytes(5), Limits.DEFAULT)));

    assertThat(after.declared().size()).contains(bytes(5));
    assertThat(after.size()).isEqualTo(bytes(3));
    assertThat(after.expiresAt()).isEqualTo(seen.expiresAt());
    assertUnchanged(after);
  }

  @Test
  default void aSizeIsDeclaredOnce() {
    UploadSession seen = filled(ALICE, 3);
    StoredFile declared = committed(assembly().declare(seen.declare(bytes(5), Limits.DEFAULT)));

    assertSuperseded(assembly().declare(seen.declare(bytes(6), Limits.DEFAULT)));

    assertUnchanged(declared);
  }

  @Test
  default void noSizeIsDeclaredOfAFileAsItNoLongerIs() {
    UploadSession seen = filled(ALICE, 3);
    StoredFile current = appended(seen, 4);

    assertSuperseded(assembly().declare(seen.declare(bytes(5), Limits.DEFAULT)));

    assertUnchanged(current);
  }

  /** It may be too long for it, or the last one. */
  @Test
  default void nothingIsAppendedToASessionWhoseSizeWasDeclaredMeanwhile() {
    UploadSession seen = filled(ALICE, 3);
    StoredFile declared = committed(assembly().declare(seen.declare(bytes(5), Limits.DEFAULT)));

    assertSuperseded(files().append(append(seen, Samples.chunk(4))));

    assertUnchanged(declared);
  }

  @Test
  default void aSessionWhoseSizeWasDeclaredMeanwhileIsNotCompleted() {
    UploadSession seen = filled(ALICE, 3);
    StoredFile declared = committed(assembly().declare(seen.declare(bytes(5), Limits.DEFAULT)));

    assertSuperseded(complete(seen, digest(9)));

    assertUnchanged(declared);
  }

  @Test
  default void aSessionWhoseSizeWasDeclaredMeanwhileIsNotCutBack() {
    UploadSession seen = filled(ALICE, 3);
    StoredFile declared = committed(assembly().declare(seen.declare(bytes(5), Limits.DEFAULT)));

    assertSuperseded(files().rewind(seen, bytes(0)));

    assertUnchanged(declared);
  }

  @Test
  default void noPartsAreJoinedToASessionWhoseSizeWasDeclaredMeanwhile() {
    UploadSession seen = filled(ALICE, 3);
    CompleteFile part = part(seen.id(), 4);
    StoredFile declared = committed(assembly().declare(seen.declare(bytes(5), Limits.DEFAULT)));

    assertSuperseded(assembly().join(joining(seen, part)));

    assertUnchanged(declared);
  }

  @Test
  default void noSizeIsDeclaredOfAFileThatTakesNoChunks() {
    UploadSession deleted = filled(ALICE, 3);
    files().delete(ALICE, deleted.id());
    UploadSession open = filled(ALICE, 3);
    CompleteFile complete = completed(complete(open, digest(9)));
    assertSuperseded(assembly().declare(deleted.declare(bytes(5), Limits.DEFAULT)));
    assertSuperseded(assembly().declare(open.declare(bytes(5), Limits.DEFAULT)));
    assertUnchanged(complete);

    UploadSession late = filled(ALICE, 3);
    letTimePass(RETENTION.sinceLastChunk());
    assertSuperseded(assembly().declare(late.declare(bytes(5), Limits.DEFAULT)));
  }
}
