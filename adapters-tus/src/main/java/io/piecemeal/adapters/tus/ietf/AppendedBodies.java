package io.piecemeal.adapters.tus.ietf;

import io.piecemeal.adapters.tus.CheckedStream;
import io.piecemeal.adapters.tus.Refusals;
import io.piecemeal.application.port.in.AppendStream;
import io.piecemeal.application.port.in.AppendStream.Ending;
import io.piecemeal.application.port.in.AppendStream.Extent;
import io.piecemeal.application.port.in.AppendStream.StreamCommand;
import io.piecemeal.application.port.in.CompleteUpload;
import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.http.server.problem.ProblemKind;
import io.piecemeal.http.server.problem.RequestRejected;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Appends bodies to uploads and completes them, and gives up those that would get more than they
 * were to have.
 */
@Singleton
final class AppendedBodies {

  private final AppendStream append;
  private final CompleteUpload complete;
  private final DeleteFile delete;

  AppendedBodies(AppendStream append, CompleteUpload complete, DeleteFile delete) {
    this.append = append;
    this.complete = complete;
    this.delete = delete;
  }

  /**
   * Appends a body. With a digest all of it is kept or nothing, otherwise what came of it.
   *
   * @throws RequestRejected if the body has another digest, or is longer than the upload has room
   */
  StoredFile append(
      StoredFile file,
      ByteCount offset,
      Optional<Sha256> digest,
      Sent sent,
      Announcements announcements)
      throws IOException {
    UploadRequest request = sent.request();
    Optional<ByteCount> room = file.declared().size().map(size -> size.minus(offset));
    Optional<ByteCount> announced = request.bodyLength();
    if (room.isPresent() && announced.filter(length -> !length.isAtMost(room.get())).isPresent()) {
      throw tooLong(file);
    }
    InputStream bounded =
        room.<InputStream>map(most -> new BoundedContent(sent.content(), most))
            .orElse(sent.content());
    InputStream content =
        digest.<InputStream>map(expected -> CheckedStream.of(bounded, expected)).orElse(bounded);
    Extent extent = digest.isPresent() ? Extent.ALL_OR_NOTHING : Extent.AS_FAR_AS_IT_COMES;
    Ending ending = request.completes() ? Ending.COMPLETES : Ending.LEAVES_OPEN;
    try {
      return append.append(
          new StreamCommand(
              file.owner(), file.id(), offset, announced, extent, ending, content, announcements));
    } catch (BoundedContent.TooLongException _) {
      throw tooLong(file);
    } catch (CheckedStream.MismatchException _) {
      throw Refusals.of(
          ProblemKind.CHECKSUM_MISMATCH, "The body has another digest; nothing of it was stored.");
    }
  }

  /** The upload, complete; one that completed itself stays as it is. */
  StoredFile completed(StoredFile file) {
    return file instanceof UploadSession session
        ? complete.complete(
            new CompleteCommand(session.owner(), session.id(), Optional.empty(), Optional.empty()))
        : file;
  }

  private RuntimeException tooLong(StoredFile file) {
    invalidate(file);
    return Refusals.inconsistentLength(
        "There are more bytes than the upload was to have; it is no longer there.");
  }

  /** Nobody can tell which of its bytes are meant. What another dialect began is left alone. */
  void invalidate(StoredFile file) {
    boolean ours =
        file.terms()
            .metadata()
            .filter(metadata -> metadata.dialect().equals(Ietf.DIALECT))
            .isPresent();
    if (ours) {
      delete.delete(file.owner(), file.id());
    }
  }
}
