package io.piecemeal.adapters.tus;

import io.micronaut.http.HttpHeaders;
import io.piecemeal.application.port.in.AppendStream;
import io.piecemeal.application.port.in.AppendStream.Ending;
import io.piecemeal.application.port.in.AppendStream.Extent;
import io.piecemeal.application.port.in.AppendStream.StreamCommand;
import io.piecemeal.application.port.in.DeclareSize;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.FindFile;
import io.piecemeal.application.port.in.OpenUpload;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.guard.GuardedUploads;
import io.piecemeal.http.server.metrics.ChunkCounts.Result;
import io.piecemeal.http.server.problem.ProblemKind;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Creates uploads and appends to them. */
@Singleton
final class TusUploads {

  private final OpenUpload open;
  private final FindFile find;
  private final AppendStream append;
  private final DeclareSize declare;
  private final FinalUploads finals;
  private final FilledUploads filled;
  private final DeleteFile delete;
  private final GuardedUploads uploads;

  TusUploads(
      OpenUpload open,
      FindFile find,
      AppendStream append,
      DeclareSize declare,
      FinalUploads finals,
      FilledUploads filled,
      DeleteFile delete,
      GuardedUploads uploads) {
    this.open = open;
    this.find = find;
    this.append = append;
    this.declare = declare;
    this.finals = finals;
    this.filled = filled;
    this.delete = delete;
    this.uploads = uploads;
  }

  StoredFile create(Owner owner, UploadHead head, InputStream content) throws IOException {
    Terms terms = new Terms(head.text(Tus.METADATA).orElse(""), head.text(Tus.CONCAT).orElse(""));
    if (terms.isFinal()) {
      return createFinal(owner, head, terms);
    }
    if (!terms.concat().isEmpty() && !terms.isPartial()) {
      throw Refusals.badField(Tus.CONCAT, "it is 'partial' or 'final;' and URLs");
    }
    Optional<ByteCount> length = announcedLength(head);
    if (head.hasBody()) {
      head.requireBytes();
      requireRoom(length, ByteCount.ZERO, head);
    }
    InputStream bytes = head.checked(content);
    OpenCommand command = command(owner, terms, length);
    if (!head.hasBody()) {
      return open.open(command);
    }
    return uploads.receive(
        TusFacts.TUS,
        owner,
        bytes,
        paced -> createWith(command, head, paced),
        file -> Result.kept(file.size()));
  }

  /** Beforehand, so that nothing is opened or declared for a body that cannot be taken. */
  private static void requireRoom(Optional<ByteCount> length, ByteCount offset, UploadHead head) {
    ByteCount end = offset.plus(head.bodyLength().orElse(ByteCount.ZERO));
    if (length.isPresent() && !end.isAtMost(length.get())) {
      throw new UploadRejected(new Refusal.FileTooLarge(length.get(), offset));
    }
  }

  private StoredFile createWith(OpenCommand command, UploadHead head, InputStream bytes)
      throws IOException {
    StoredFile opened = open.open(command);
    try {
      return send(opened.owner(), opened.id(), ByteCount.ZERO, head, bytes);
    } catch (IOException | RuntimeException e) {
      // Its client learns the place of an upload with the answer only, which it does not get.
      delete.takeBack(opened, e);
      throw e;
    }
  }

  private static Optional<ByteCount> announcedLength(UploadHead head) {
    Optional<ByteCount> length = head.count(Tus.LENGTH);
    Optional<String> deferred = head.text(Tus.DEFER_LENGTH);
    if (deferred.isPresent() && !deferred.get().equals("1")) {
      throw Refusals.badField(Tus.DEFER_LENGTH, "it is 1 or not there");
    }
    if (length.isPresent() == deferred.isPresent()) {
      throw Refusals.badField(
          Tus.LENGTH, "send it, or 'Upload-Defer-Length: 1' and the length later");
    }
    return length;
  }

  private static OpenCommand command(Owner owner, Terms terms, Optional<ByteCount> length) {
    UploadMetadata metadata = UploadMetadata.parse(terms.metadata());
    return new OpenCommand(
        owner,
        metadata.name(),
        metadata.type(),
        new Declaration(length, Optional.empty()),
        terms.session());
  }

  private StoredFile createFinal(Owner owner, UploadHead head, Terms terms) {
    if (head.hasBody()) {
      throw Refusals.of(ProblemKind.FORBIDDEN, "A final upload has no bytes of its own.");
    }
    if (head.text(Tus.LENGTH).isPresent()) {
      throw Refusals.badField(Tus.LENGTH, "the parts of a final upload give its length");
    }
    return finals.create(
        command(owner, terms, Optional.empty()), terms, head.text(HttpHeaders.HOST));
  }

  StoredFile append(Owner owner, FileId id, UploadHead head, InputStream content)
      throws IOException {
    if (head.hasBody()) {
      head.requireBytes();
    }
    ByteCount offset =
        head.count(Tus.OFFSET)
            .orElseThrow(() -> Refusals.badField(Tus.OFFSET, "send where the bytes begin"));
    // Before anything is changed, as a checksum of another kind is refused.
    InputStream bytes = head.checked(content);
    Optional<ByteCount> length = head.count(Tus.LENGTH);
    if (length.isPresent()) {
      StoredFile file = find.find(owner, id);
      requireNoFinal(file);
      // Before the length is declared, which could not be taken back.
      requireRoom(length, offset, head);
      file.requireEnd(offset);
    } else {
      requireRoom(length, offset, head);
    }
    try {
      StoredFile sent =
          uploads.receive(
              TusFacts.TUS,
              owner,
              bytes,
              paced -> {
                length.ifPresent(told -> declare.declare(owner, id, told));
                return send(owner, id, offset, head, paced);
              },
              after -> Result.kept(after.size().minus(offset)));
      if (sent.size().equals(offset)) {
        // No bytes came, which no rule refuses.
        requireNoFinal(sent);
      }
      StoredFile settled = filled.settled(sent);
      finals.partSent(settled);
      return settled;
    } catch (UploadRejected e) {
      requireNoFinal(find.find(owner, id));
      throw e;
    }
  }

  /** The rules refuse its bytes for reasons that are none in tus, which has one. */
  private static void requireNoFinal(StoredFile file) {
    if (Terms.of(file).isFinal()) {
      throw Refusals.of(ProblemKind.FORBIDDEN, "A final upload takes no bytes.");
    }
  }

  private StoredFile send(
      Owner owner, FileId id, ByteCount offset, UploadHead head, InputStream content)
      throws IOException {
    return append.append(
        new StreamCommand(
            owner,
            id,
            offset,
            head.bodyLength(),
            head.hasChecksum() ? Extent.ALL_OR_NOTHING : Extent.AS_FAR_AS_IT_COMES,
            Ending.LEAVES_OPEN,
            content,
            _ -> {}));
  }
}
