package io.piecemeal.adapters.tus.ietf;

import io.piecemeal.adapters.tus.Refusals;
import io.piecemeal.adapters.tus.TusFacts;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.OpenUpload;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.Metadata;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.SessionTerms.Rewinds;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.http.server.guard.GuardedUploads;
import io.piecemeal.http.server.metrics.ChunkCounts.Result;
import io.piecemeal.http.server.problem.RequestRejected;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Optional;

/** Creates uploads, with the first of their bytes where the request brings some. */
@Singleton
final class CreatedUploads {

  private static final SessionTerms TERMS =
      new SessionTerms(
          Optional.of(new Metadata(Ietf.DIALECT, "")), new Role.Whole(), Rewinds.NEVER);

  private final OpenUpload open;
  private final AppendedBodies bodies;
  private final DeleteFile delete;
  private final UploadLimit limit;
  private final AppendsUnderWay underWay;
  private final GuardedUploads uploads;

  CreatedUploads(
      OpenUpload open,
      AppendedBodies bodies,
      DeleteFile delete,
      UploadLimit limit,
      AppendsUnderWay underWay,
      GuardedUploads uploads) {
    this.open = open;
    this.bodies = bodies;
    this.delete = delete;
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
      return completes ? bodies.completed(file) : file;
    }
    return uploads.receive(
        TusFacts.IETF,
        owner,
        sent.content(),
        paced -> createWith(open.open(command), completes, digest, sent.with(paced)),
        file -> Result.kept(file.size()));
  }

  private StoredFile createWith(
      StoredFile file, boolean completes, Optional<Sha256> digest, Sent sent) throws IOException {
    Interop interop = sent.request().interop();
    Announcements announcements = new Announcements(sent.answers(), interop, ByteCount.ZERO);
    long arrival = underWay.arrive();
    try (AppendsUnderWay.Append _ =
        underWay.begin(file.owner(), file.id(), arrival, sent.answers()::cut)) {
      announcements.created(file, limit);
      StoredFile after = bodies.append(file, ByteCount.ZERO, digest, sent, announcements);
      return completes ? bodies.completed(after) : after;
    } catch (IOException | RuntimeException e) {
      if (!isOfUse(interop, announcements, e)) {
        delete.takeBack(file, e);
      }
      throw e;
    }
  }

  /**
   * Whether a client can resume an upload whose creation failed with {@code end}: its own, if a 104
   * gave it the URL, or another one that appends to the upload already. No client can after a
   * refusal if no bytes are durable, or if the durable bytes are not those of the upload.
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
}
