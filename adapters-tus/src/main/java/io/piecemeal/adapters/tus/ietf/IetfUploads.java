package io.piecemeal.adapters.tus.ietf;

import io.piecemeal.adapters.tus.Refusals;
import io.piecemeal.adapters.tus.TusFacts;
import io.piecemeal.application.port.in.DeclareSize;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.FindFile;
import io.piecemeal.application.port.in.ReadToCompare;
import io.piecemeal.domain.access.Caller;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.Scope;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.http.server.guard.GuardedUploads;
import io.piecemeal.http.server.metrics.ChunkCounts.Result;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Appends to uploads that are there, and ends them. */
@Singleton
final class IetfUploads {

  private final FindFile find;
  private final AppendedBodies bodies;
  private final DeclareSize declare;
  private final DeleteFile delete;
  private final StoredEnd stored;
  private final AppendsUnderWay underWay;
  private final GuardedUploads uploads;

  IetfUploads(
      FindFile find,
      AppendedBodies bodies,
      DeclareSize declare,
      DeleteFile delete,
      ReadToCompare read,
      AppendsUnderWay underWay,
      GuardedUploads uploads) {
    this.find = find;
    this.bodies = bodies;
    this.declare = declare;
    this.delete = delete;
    this.stored = new StoredEnd(read);
    this.underWay = underWay;
    this.uploads = uploads;
  }

  StoredFile append(Owner owner, FileId id, Sent sent) throws IOException {
    long arrival = underWay.arrive();
    UploadRequest request = sent.request();
    request.requireAppendType();
    ByteCount offset =
        request
            .count(Ietf.OFFSET)
            .orElseThrow(() -> Refusals.badField(Ietf.OFFSET, "send where the bytes begin"));
    boolean completes = request.completes();
    try (AppendsUnderWay.Append _ = underWay.begin(owner, id, arrival, sent.answers()::cut)) {
      return switch (find.find(owner, id)) {
        case CompleteFile file -> repeated(file, offset, completes, sent.content());
        case UploadSession file -> append(file, offset, completes, sent);
      };
    }
  }

  /** The answer to the last append was lost, and it was sent again; or it is too late for one. */
  private StoredFile repeated(
      CompleteFile file, ByteCount offset, boolean completes, InputStream content)
      throws IOException {
    if (completes && isRepeated(file, offset, content)) {
      return file;
    }
    throw new UploadRejected(new Refusal.UploadComplete(file.id(), file.size()));
  }

  /** In a slot and at a rate, like what is stored: the file is read beside the body. */
  private boolean isRepeated(CompleteFile file, ByteCount offset, InputStream content)
      throws IOException {
    return uploads.receive(
        TusFacts.IETF,
        file.owner(),
        content,
        paced -> stored.isRepeatedBy(file, offset, paced),
        _ -> Result.kept(ByteCount.ZERO));
  }

  private StoredFile append(UploadSession seen, ByteCount offset, boolean completes, Sent sent)
      throws IOException {
    seen.requireEnd(offset);
    UploadRequest request = sent.request();
    Optional<ByteCount> end = request.bodyLength().map(offset::plus);
    Optional<ByteCount> length = request.count(Ietf.LENGTH);
    if (completes) {
      requireWhole(seen.declared().size().or(() -> length), end, seen);
    }
    Optional<ByteCount> told = length.or(() -> completes ? end : Optional.empty());
    if (told.isPresent() && end.isPresent() && !end.get().isAtMost(told.get())) {
      // Before the length is declared, which could not be taken back.
      throw new UploadRejected(new Refusal.FileTooLarge(told.get(), offset));
    }
    StoredFile after =
        request.hasBody() ? sendInSlot(seen, told, offset, sent) : declared(seen, told);
    return completes ? bodies.completed(after) : after;
  }

  private StoredFile sendInSlot(
      UploadSession seen, Optional<ByteCount> told, ByteCount offset, Sent sent)
      throws IOException {
    Optional<Sha256> digest = sent.request().contentDigest();
    Announcements announcements =
        new Announcements(sent.answers(), sent.request().interop(), offset);
    return uploads.receive(
        TusFacts.IETF,
        seen.owner(),
        sent.content(),
        paced ->
            bodies.append(declared(seen, told), offset, digest, sent.with(paced), announcements),
        after -> Result.kept(after.size().minus(offset)));
  }

  private StoredFile declared(StoredFile file, Optional<ByteCount> told) {
    return told.isPresent() && !told.equals(file.declared().size())
        ? declare.declare(file.owner(), file.id(), told.get())
        : file;
  }

  /** What ends an upload must reach its length, where both are known beforehand. */
  private void requireWhole(
      Optional<ByteCount> length, Optional<ByteCount> end, UploadSession file) {
    if (length.isEmpty() || end.isEmpty() || length.equals(end)) {
      return;
    }
    if (!end.get().isAtMost(length.get())) {
      bodies.invalidate(file);
    }
    throw Refusals.inconsistentLength(
        "The upload is to have %s bytes, and would end with %s."
            .formatted(length.get(), end.get()));
  }

  /**
   * The state of an upload. To who may send bytes, it is the one that counts from now on: no append
   * of this node comes in between. Who may only read ends nobody's append.
   */
  StoredFile look(Caller caller, FileId id) {
    if (caller.scopes().contains(Scope.WRITE)) {
      underWay.end(caller.owner(), id);
    }
    return find.find(caller.owner(), id);
  }

  void cancel(Owner owner, FileId id) {
    delete.delete(owner, id);
    underWay.end(owner, id);
  }
}
