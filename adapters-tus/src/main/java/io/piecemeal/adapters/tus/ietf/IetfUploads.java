package io.piecemeal.adapters.tus.ietf;

import io.piecemeal.adapters.tus.CheckedStream;
import io.piecemeal.adapters.tus.Refusals;
import io.piecemeal.application.port.in.CompleteUpload;
import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.application.port.in.DeclareSize;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.FailedCall;
import io.piecemeal.application.port.in.FindFile;
import io.piecemeal.application.port.in.OpenUpload;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.application.port.in.ReadContent;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Metadata;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.SessionTerms.Rewinds;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.http.server.guard.GuardedUploads;
import io.piecemeal.http.server.metrics.ChunkCounts.Result;
import io.piecemeal.http.server.metrics.Dialect;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Creates uploads, appends to them and ends them. */
@Singleton
final class IetfUploads {

  private static final SessionTerms TERMS =
      new SessionTerms(
          Optional.of(new Metadata(Ietf.DIALECT, "")), new Role.Whole(), Rewinds.NEVER);

  private final OpenUpload open;
  private final FindFile find;
  private final AppendedBodies bodies;
  private final DeclareSize declare;
  private final CompleteUpload complete;
  private final DeleteFile delete;
  private final StoredEnd stored;
  private final UploadLimit limit;
  private final AppendsUnderWay underWay;
  private final GuardedUploads uploads;

  IetfUploads(
      OpenUpload open,
      FindFile find,
      AppendedBodies bodies,
      DeclareSize declare,
      CompleteUpload complete,
      DeleteFile delete,
      ReadContent read,
      UploadLimit limit,
      AppendsUnderWay underWay,
      GuardedUploads uploads) {
    this.open = open;
    this.find = find;
    this.bodies = bodies;
    this.declare = declare;
    this.complete = complete;
    this.delete = delete;
    this.stored = new StoredEnd(read);
    this.limit = limit;
    this.underWay = underWay;
    this.uploads = uploads;
  }

  StoredFile create(Owner owner, Sent sent) throws IOException {
    UploadRequest request = sent.request();
    boolean completes = request.completes();
    Optional<ByteCount> length = lengthAtCreation(request, completes);
    Optional<Sha256> digest = request.contentDigest();
    OpenCommand command =
        new OpenCommand(
            owner,
            request.name(),
            request.type(),
            new Declaration(length, request.fileDigest()),
            TERMS);
    if (!request.hasBody()) {
      StoredFile file = open.open(command);
      return completes ? completed(file) : file;
    }
    return uploads.receive(
        Dialect.IETF,
        owner,
        sent.content(),
        paced -> createWith(open.open(command), completes, digest, sent.with(paced)),
        file -> Result.kept(file.size()));
  }

  private StoredFile createWith(
      StoredFile file, boolean completes, Optional<Sha256> digest, Sent sent) throws IOException {
    Interop interop = sent.request().interop();
    Announcements announcements = new Announcements(sent.answers(), interop, ByteCount.ZERO);
    announcements.created(file, limit);
    try (AppendsUnderWay.Append _ = underWay.begin(file.id(), sent.answers())) {
      StoredFile after = bodies.append(file, ByteCount.ZERO, digest, sent, announcements);
      return completes ? completed(after) : after;
    } catch (CheckedStream.MismatchException _) {
      RuntimeException refused = digestMismatch();
      FailedCall.takeBack(delete, file, refused);
      throw refused;
    } catch (IOException | RuntimeException e) {
      if (!isOfUse(interop, announcements, e)) {
        FailedCall.takeBack(delete, file, e);
      }
      throw e;
    }
  }

  /**
   * Whether somebody can go on with an upload whose creation ends so: its client, if a 104 told the
   * place, or another one that appends to it already. Nobody can after a refusal if no bytes are
   * durable, or if they are not those that the upload is to have.
   */
  private static boolean isOfUse(Interop interop, Announcements announcements, Exception end) {
    return switch (end) {
      case RequestRejected _ -> false;
      case UploadRejected refused ->
          switch (refused.refusal()) {
            case Refusal.OffsetMismatch _, Refusal.UploadComplete _, Refusal.Gone _ -> true;
            case Refusal.ChecksumMismatch _ -> false;
            default -> interop.isKnown() && announcements.hasDurableBytes();
          };
      default -> interop.isKnown();
    };
  }

  /** What it will have, as far as that is said, once or twice. */
  private static Optional<ByteCount> lengthAtCreation(UploadRequest request, boolean completes) {
    Optional<ByteCount> said = request.count(Ietf.LENGTH);
    Optional<ByteCount> body = request.bodyLength();
    if (said.isPresent() && body.isPresent()) {
      boolean consistent = completes ? body.equals(said) : body.get().isAtMost(said.get());
      if (!consistent) {
        throw Refusals.inconsistentLength(
            "The upload is to have %s bytes, and this request brings %s."
                .formatted(said.get(), body.get()));
      }
    }
    return completes ? said.or(() -> body) : said;
  }

  StoredFile append(Owner owner, FileId id, Sent sent) throws IOException {
    UploadRequest request = sent.request();
    request.requireAppendType();
    ByteCount offset =
        request
            .count(Ietf.OFFSET)
            .orElseThrow(() -> Refusals.badField(Ietf.OFFSET, "send where the bytes begin"));
    boolean completes = request.completes();
    find.find(owner, id);
    try (AppendsUnderWay.Append _ = underWay.begin(id, sent.answers())) {
      return switch (find.find(owner, id)) {
        case CompleteFile file -> repeated(file, offset, completes, sent.content());
        case UploadSession file -> append(file, offset, completes, sent);
      };
    } catch (CheckedStream.MismatchException _) {
      throw digestMismatch();
    }
  }

  /** The answer to the last append was lost, and it was sent again; or it is too late for one. */
  private StoredFile repeated(
      CompleteFile file, ByteCount offset, boolean completes, InputStream content)
      throws IOException {
    if (completes && stored.isRepeatedBy(file, offset, content)) {
      return file;
    }
    throw new UploadRejected(new Refusal.UploadComplete(file.id(), file.size()));
  }

  private StoredFile append(UploadSession seen, ByteCount offset, boolean completes, Sent sent)
      throws IOException {
    if (!offset.equals(seen.size())) {
      throw new UploadRejected(new Refusal.OffsetMismatch(seen.id(), offset, seen.size()));
    }
    UploadRequest request = sent.request();
    Optional<ByteCount> end = request.bodyLength().map(offset::plus);
    Optional<ByteCount> length = request.count(Ietf.LENGTH);
    if (completes) {
      requireWhole(seen.declared().size().or(() -> length), end, seen);
    }
    Optional<ByteCount> told = length.or(() -> completes ? end : Optional.empty());
    StoredFile after =
        request.hasBody() ? sendInSlot(seen, told, offset, sent) : declared(seen, told);
    return completes ? completed(after) : after;
  }

  private StoredFile sendInSlot(
      UploadSession seen, Optional<ByteCount> told, ByteCount offset, Sent sent)
      throws IOException {
    Optional<Sha256> digest = sent.request().contentDigest();
    Announcements announcements =
        new Announcements(sent.answers(), sent.request().interop(), offset);
    return uploads.receive(
        Dialect.IETF,
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

  private StoredFile completed(StoredFile file) {
    return file instanceof UploadSession session
        ? complete.complete(
            new CompleteCommand(session.owner(), session.id(), Optional.empty(), Optional.empty()))
        : file;
  }

  private static RuntimeException digestMismatch() {
    return Refusals.of(
        ProblemKind.CHECKSUM_MISMATCH, "The body has another digest; nothing of it was stored.");
  }

  /** The state that counts from now on: no append of this node comes in between. */
  StoredFile look(Owner owner, FileId id) {
    find.find(owner, id);
    underWay.end(id);
    return find.find(owner, id);
  }

  void cancel(Owner owner, FileId id) {
    delete.delete(owner, id);
    underWay.end(id);
  }
}
