package io.piecemeal.http.server.call;

import io.piecemeal.domain.upload.StoredFile;

/** How the JSON API shows a file, for dialects whose answers are the same. */
@FunctionalInterface
public interface FileJson {

  /** What is to be written as JSON. */
  Object of(StoredFile file);
}
