package io.piecemeal.application.port.out;

import io.piecemeal.domain.upload.StoredFile;

/** What became of a file that was to be entered. */
public sealed interface Entry {

  /** It was entered. */
  record Entered(StoredFile file) implements Entry {}

  /**
   * It was not, since an equal request was before it.
   *
   * @param first the file as it was entered, whatever became of it since
   */
  record Repeated(StoredFile first) implements Entry {}

  /** It was not, since a request with the same key and another fingerprint was before it. */
  record KeyReused() implements Entry {}
}
