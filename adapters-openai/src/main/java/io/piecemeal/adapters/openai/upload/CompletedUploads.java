package io.piecemeal.adapters.openai.upload;

import io.piecemeal.adapters.openai.file.FileNotes;
import io.piecemeal.adapters.openai.file.Ids;
import io.piecemeal.application.port.in.CompleteUpload;
import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.application.port.in.JoinParts;
import io.piecemeal.application.port.in.JoinParts.JoinCommand;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.http.server.guard.UploadBulkhead;
import io.piecemeal.http.server.problem.RequestRejected;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes the parts of an upload its file. The same call again gives the same file. */
@Singleton
final class CompletedUploads {

  private static final String PARTS = "part_ids";

  private static final Pattern MD5 = Pattern.compile("[0-9A-Fa-f]{32}");

  private final OpenUploads uploads;
  private final JoinParts join;
  private final CompleteUpload complete;
  private final Md5Check md5;
  private final UploadBulkhead slots;

  CompletedUploads(
      OpenUploads uploads,
      JoinParts join,
      CompleteUpload complete,
      Md5Check md5,
      UploadBulkhead slots) {
    this.uploads = uploads;
    this.join = join;
    this.complete = complete;
    this.md5 = md5;
    this.slots = slots;
  }

  /**
   * Completes an upload.
   *
   * @param names of its parts, in their order in the file
   * @param expected the digest that the file has to have, if the caller knows it
   * @throws RequestRejected if a part is none, or the digest is another; nothing was joined then
   */
  StoredFile complete(Owner owner, FileId id, List<String> names, Optional<String> expected) {
    List<FileId> parts = parts(names);
    if (expected.filter(hex -> !MD5.matcher(hex).matches()).isPresent()) {
      throw RequestRejected.invalidField("md5", "it is not 32 hex digits");
    }
    StoredFile upload = uploads.find(owner, id);
    // It may read all of the file, twice.
    try (UploadBulkhead.Slot _ = slots.take(owner)) {
      boolean joined = !upload.size().isZero() || upload instanceof CompleteFile;
      if (!joined) {
        expected.ifPresent(hex -> md5.require(owner, parts, hex));
      }
      join(owner, upload, parts);
      StoredFile file =
          complete.complete(
              new CompleteCommand(owner, id, upload.declared().size(), Optional.empty()));
      if (joined) {
        expected.ifPresent(hex -> md5.require(owner, List.of(id), hex));
      }
      return file;
    }
  }

  private static List<FileId> parts(List<String> names) {
    return names.stream()
        .map(
            name ->
                Ids.part(name)
                    .orElseThrow(
                        () ->
                            RequestRejected.invalidField(
                                PARTS, "it has what is the id of no part")))
        .toList();
  }

  private void join(Owner owner, StoredFile upload, List<FileId> parts) {
    Optional<ByteCount> whole = upload.declared().size();
    if (parts.isEmpty() && upload instanceof CompleteFile && upload.size().isZero()) {
      return;
    }
    if (parts.isEmpty() && whole.isEmpty()) {
      throw RequestRejected.invalidField(PARTS, "it names no part");
    }
    JoinCommand command =
        new JoinCommand(
            owner, upload.id(), ByteCount.ZERO, whole, parts, FileNotes.of(upload).lifetime());
    try {
      StoredFile _ = join.join(command);
    } catch (UploadRejected e) {
      throw named(e, upload);
    }
  }

  private static RuntimeException named(UploadRejected e, StoredFile upload) {
    return switch (e.refusal()) {
      case Refusal.NotAPart r ->
          RequestRejected.invalidField(PARTS, Ids.PART + r.part() + " " + reason(r));
      case Refusal.FileTooLarge r when upload instanceof UploadSession ->
          RequestRejected.invalidField(
              PARTS, "together the parts have more than %s bytes".formatted(r.limit()));
      default -> e;
    };
  }

  private static String reason(Refusal.NotAPart refusal) {
    return switch (refusal.reason()) {
      case ABSENT -> "is not there, or was joined before";
      case OF_ANOTHER -> "is a part of another upload";
      case INCOMPLETE -> "is not complete";
      case REPEATED -> "is named twice";
    };
  }
}
