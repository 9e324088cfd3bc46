package io.piecemeal.adapters.openai.upload;

import io.piecemeal.adapters.openai.OpenAiFacts;
import io.piecemeal.application.port.in.AppendChunk;
import io.piecemeal.application.port.in.AppendChunk.AppendCommand;
import io.piecemeal.application.port.in.AppendChunk.Appended;
import io.piecemeal.application.port.in.ChunkBody;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.StorePart;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.ChunkPosition;
import io.piecemeal.domain.upload.ChunkTerms;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.http.server.guard.GuardedUploads;
import io.piecemeal.http.server.json.JsonChunkBody;
import io.piecemeal.http.server.metrics.ChunkCounts.Result;
import io.piecemeal.http.server.problem.RequestRejected;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Parts for callers that send no form: one chunk of JSON each, as the JSON API takes them. */
@Singleton
final class JsonParts {

  private final StorePart parts;
  private final AppendChunk append;
  private final DeleteFile delete;
  private final GuardedUploads uploads;

  JsonParts(StorePart parts, AppendChunk append, DeleteFile delete, GuardedUploads uploads) {
    this.parts = parts;
    this.append = append;
    this.delete = delete;
    this.uploads = uploads;
  }

  /**
   * Stores the chunk in a body as a part. A part that could not be stored is deleted, as far as
   * that is possible: nobody learnt its name, and it expires.
   *
   * @param body closed here
   * @param announced how many bytes the body has, where its sender said so
   */
  StoredFile store(Owner owner, FileId upload, InputStream body, Optional<ByteCount> announced)
      throws IOException {
    try (body) {
      return uploads
          .receive(
              OpenAiFacts.OPENAI,
              owner,
              body,
              paced -> storeOne(owner, upload, paced, announced),
              Result::of)
          .file();
    }
  }

  private Appended storeOne(
      Owner owner, FileId upload, InputStream body, Optional<ByteCount> announced)
      throws IOException {
    StoredFile part =
        parts.open(owner, upload, new Declaration(Optional.empty(), Optional.empty()));
    try {
      return append.append(
          new AppendCommand(owner, part.id(), whole(new JsonChunkBody(body)), announced));
    } catch (IOException | RuntimeException e) {
      delete.takeBack(part, e);
      throw e;
    }
  }

  /** A part has no place in the file before it is joined, and no chunk but this one. */
  private static ChunkBody whole(ChunkBody body) {
    return sink -> {
      ChunkTerms terms = body.transferTo(sink);
      if (terms.offset().isPresent()) {
        throw RequestRejected.invalidField("offset", "a part has none: 'part_ids' has the order");
      }
      return new ChunkTerms(Optional.of(ByteCount.ZERO), terms.sha256(), ChunkPosition.LAST);
    };
  }
}
