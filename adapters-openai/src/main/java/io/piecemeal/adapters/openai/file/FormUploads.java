package io.piecemeal.adapters.openai.file;

import io.micronaut.http.HttpHeaders;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.http.server.adapter.Dialect;
import io.piecemeal.http.server.form.Boundary;
import io.piecemeal.http.server.form.FormFile;
import io.piecemeal.http.server.form.FormReader;
import io.piecemeal.http.server.form.FormShape;
import io.piecemeal.http.server.guard.GuardedUploads;
import io.piecemeal.http.server.metrics.ChunkCounts.Result;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;

/** Receives files that come in forms. */
@Singleton
public final class FormUploads {

  private final GuardedUploads uploads;

  FormUploads(GuardedUploads uploads) {
    this.uploads = uploads;
  }

  /** Stores the file of a form. */
  @FunctionalInterface
  public interface Storing {
    StoredFile store(FormFile file) throws IOException;
  }

  /** Reads the form in a body, which it closes, and has its file stored. */
  public StoredFile receive(
      Dialect dialect,
      Owner owner,
      HttpHeaders headers,
      FormShape shape,
      InputStream body,
      Storing storing)
      throws IOException {
    try (InputStream form = body) {
      Boundary boundary = Boundary.of(headers.get(HttpHeaders.CONTENT_TYPE));
      return uploads.receive(
          dialect,
          owner,
          form,
          paced -> storing.store(FormReader.read(paced, boundary, shape)),
          file -> Result.kept(file.size()));
    }
  }
}
