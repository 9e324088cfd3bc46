package io.piecemeal.application.port.out;

import io.piecemeal.domain.upload.StoredFile;

/** What became of a conditional change to a file. */
public sealed interface Commit {

  /** It was made; the file as it is with it. */
  record Committed(StoredFile file) implements Commit {}

  /** It was not made: the file is not as it was seen. What it is now has to be looked up. */
  record Superseded() implements Commit {}
}
