package io.piecemeal.adapters.openai.gemini;

import io.piecemeal.adapters.openai.OpenAiFacts;
import io.piecemeal.application.port.in.AppendStream;
import io.piecemeal.application.port.in.AppendStream.Ending;
import io.piecemeal.application.port.in.AppendStream.Extent;
import io.piecemeal.application.port.in.AppendStream.StreamCommand;
import io.piecemeal.application.port.in.CompleteUpload;
import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.application.port.in.FindFile;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.guard.GuardedUploads;
import io.piecemeal.http.server.metrics.ChunkCounts.Result;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/** Uploads by their ids, whichever dialect opened them. */
@Singleton
final class GeminiUploads {

  private final FindFile find;
  private final AppendStream append;
  private final CompleteUpload complete;
  private final GuardedUploads uploads;

  GeminiUploads(
      FindFile find, AppendStream append, CompleteUpload complete, GuardedUploads uploads) {
    this.find = find;
    this.append = append;
    this.complete = complete;
    this.uploads = uploads;
  }

  /** An upload, complete or not, that is no part of another one. */
  StoredFile find(Owner owner, FileId id) {
    StoredFile file = find.find(owner, id);
    if (file.terms().isPart()) {
      throw new UploadRejected(new Refusal.NotFound());
    }
    return file;
  }

  /**
   * Appends a piece; what came of one that breaks off is kept.
   *
   * @param length of the body, where its head says it
   */
  StoredFile append(
      Owner owner, FileId id, Commands commands, OptionalLong length, InputStream body)
      throws IOException {
    ByteCount offset = commands.offset();
    StoredFile file = find(owner, id);
    file.requireEnd(offset);
    return uploads.receive(
        OpenAiFacts.GEMINI,
        owner,
        body,
        paced ->
            append.append(
                new StreamCommand(
                    owner,
                    file.id(),
                    offset,
                    length.stream().mapToObj(ByteCount::new).findFirst(),
                    Extent.AS_FAR_AS_IT_COMES,
                    commands.isLast() ? Ending.COMPLETES : Ending.LEAVES_OPEN,
                    paced,
                    _ -> {})),
        after -> Result.kept(after.size().minus(offset)));
  }

  /** Completes a file with the bytes that it has. */
  StoredFile complete(Owner owner, FileId id) {
    return complete.complete(
        new CompleteCommand(owner, find(owner, id).id(), Optional.empty(), Optional.empty()));
  }
}
