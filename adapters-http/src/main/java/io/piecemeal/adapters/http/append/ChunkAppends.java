package io.piecemeal.adapters.http.append;

import io.piecemeal.adapters.http.HttpFacts;
import io.piecemeal.adapters.http.wire.FileView;
import io.piecemeal.adapters.http.wire.WarningView;
import io.piecemeal.application.port.in.AppendChunk;
import io.piecemeal.application.port.in.AppendChunk.AppendCommand;
import io.piecemeal.application.port.in.AppendChunk.Appended;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.http.server.guard.GuardedUploads;
import io.piecemeal.http.server.json.JsonChunkBody;
import io.piecemeal.http.server.json.JsonChunkBody.Repetition;
import io.piecemeal.http.server.metrics.ChunkCounts.Result;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Appends the chunk in a JSON body, within the bounds on how many and how slow there may be. */
@Singleton
final class ChunkAppends {

  private final AppendChunk append;
  private final GuardedUploads uploads;

  ChunkAppends(AppendChunk append, GuardedUploads uploads) {
    this.append = append;
    this.uploads = uploads;
  }

  /**
   * Reads the body to its end on the calling thread, which may be interrupted meanwhile, and
   * answers when the chunk is durable.
   *
   * @param body not closed
   * @param announced how many bytes the body has, where its sender said so
   * @param repetition what the sender relies on
   * @throws IOException if the body could not be read
   * @throws RuntimeException what {@code problem.FailureProblems} has an answer for
   */
  FileView append(
      Owner owner,
      FileId file,
      InputStream body,
      Optional<ByteCount> announced,
      Repetition repetition)
      throws IOException {
    Appended appended =
        uploads.receive(
            HttpFacts.JSON,
            owner,
            body,
            paced ->
                append.append(
                    new AppendCommand(
                        owner, file, new JsonChunkBody(paced, repetition), announced)),
            Result::of);
    return switch (appended.novelty()) {
      case NEW -> FileView.of(appended.file(), null, warning(appended));
      case REPLAYED -> FileView.of(appended.file(), true, null);
    };
  }

  private static @Nullable WarningView warning(Appended appended) {
    // A complete file cannot be rewound.
    return appended
        .repeats()
        .filter(_ -> appended.file() instanceof UploadSession)
        .map(before -> WarningView.identicalToPrevious(appended.file(), before))
        .orElse(null);
  }
}
