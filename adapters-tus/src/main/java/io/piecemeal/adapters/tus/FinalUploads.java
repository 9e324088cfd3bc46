package io.piecemeal.adapters.tus;

import io.piecemeal.application.port.in.FindFile;
import io.piecemeal.application.port.in.JoinParts;
import io.piecemeal.application.port.in.JoinParts.JoinCommand;
import io.piecemeal.application.port.in.ListParts;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.UploadSession;
import io.piecemeal.http.server.address.PublicUrl;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Uploads that are joined from others, which may still be being sent. One is joined when the last
 * of its parts is complete, or else when it is asked for the next time.
 */
@Singleton
final class FinalUploads {

  /** The field that names the parts is kept with the file, and is too short for so many. */
  private static final int MOST_PARTS = 1000;

  private final JoinParts join;
  private final ListParts list;
  private final FindFile find;
  private final PublicUrl publicUrl;

  /**
   * Those that this node joins and completes just now, which reads all of their bytes: that is not
   * done once more for each who asks meanwhile.
   */
  private final Set<FileId> underWay = ConcurrentHashMap.newKeySet();

  FinalUploads(JoinParts join, ListParts list, FindFile find, PublicUrl publicUrl) {
    this.join = join;
    this.list = list;
    this.find = find;
    this.publicUrl = publicUrl;
  }

  /**
   * Opens one, and joins its parts if all of them are complete. The same request again gives the
   * same upload.
   *
   * @param called the host that the request was sent to
   */
  StoredFile create(OpenCommand command, Terms terms, Optional<String> called) {
    List<FileId> parts = new PartUrls(publicUrl.base(), called).read(terms.parts());
    StoredFile whole = join.openFor(command, parts);
    try {
      return settled(whole);
    } catch (StorageFailure _) {
      // It is there and has its parts: who asks for it finds out what became of it.
      return whole;
    } catch (UploadRejected e) {
      return withParts(whole, e);
    }
  }

  /** Nor is it refused for the turn that its digest waits for, which it gets when asked for. */
  private static StoredFile withParts(StoredFile whole, UploadRejected e) {
    return switch (e.refusal()) {
      case Refusal.DigestsUnderWay _, Refusal.AllTurnsTaken _ -> whole;
      default -> throw e;
    };
  }

  /** A partial upload took bytes, which may have been the last that a final one waits for. */
  void partSent(StoredFile part) {
    if (!(part instanceof CompleteFile) || !Terms.of(part).isPartial()) {
      return;
    }
    try {
      // Again, since the final upload may have been created since the part was looked up.
      if (find.find(part.owner(), part.id()).terms().role() instanceof Role.Part(var whole)
          && whole.isPresent()) {
        settled(find.find(part.owner(), whole.get()));
      }
    } catch (UploadRejected | StorageFailure _) {
      // The bytes of the part are kept all the same, and who asks for the final upload is told.
    }
  }

  /**
   * The upload, joined and complete if it is a final one whose parts are. One that waits is given
   * back as it is.
   *
   * @throws UploadRejected with {@code Gone} if a part that it waits for is no longer there; as
   *     {@link JoinParts#assemble} if its parts cannot be joined
   */
  StoredFile settled(StoredFile file) {
    if (!isWaiting(file) || underWay.contains(file.id())) {
      return file;
    }
    List<StoredFile> parts = claimed(file);
    if (parts.size() < parts(Terms.of(file)).size()) {
      return settledWithout(find.find(file.owner(), file.id()));
    }
    return parts.stream().allMatch(CompleteFile.class::isInstance) ? joined(file) : file;
  }

  /** Parts are no longer there, since they were joined, or were deleted or have expired. */
  private StoredFile settledWithout(StoredFile file) {
    if (!isWaiting(file)) {
      return file;
    }
    if (file.size().isZero()) {
      throw new UploadRejected(new Refusal.Gone(file.id(), file.size()));
    }
    return joined(file);
  }

  /** Whether it is a final upload that is not complete. */
  static boolean isWaiting(StoredFile file) {
    return file instanceof UploadSession && Terms.of(file).isFinal();
  }

  /** Those that it names and that are not joined to it; other dialects may have added more. */
  private List<StoredFile> claimed(StoredFile whole) {
    Set<FileId> named = Set.copyOf(parts(Terms.of(whole)));
    return list.list(whole.owner(), whole.id(), Optional.empty(), MOST_PARTS).files().stream()
        .filter(part -> named.contains(part.id()))
        .toList();
  }

  private StoredFile joined(StoredFile whole) {
    if (!underWay.add(whole.id())) {
      return whole;
    }
    try {
      return join.assemble(
          new JoinCommand(
              whole.owner(), whole.id(), ByteCount.ZERO, Optional.empty(), parts(Terms.of(whole))));
    } finally {
      underWay.remove(whole.id());
    }
  }

  /** How long an upload will be; of one that waits, if each of its parts has said so. */
  Optional<ByteCount> length(StoredFile file) {
    if (isWaiting(file)) {
      return claimed(file).stream()
          .map(FinalUploads::ownLength)
          .reduce(
              Optional.of(file.size()), (sum, next) -> sum.flatMap(known -> next.map(known::plus)));
    }
    return ownLength(file);
  }

  private static Optional<ByteCount> ownLength(StoredFile file) {
    return switch (file) {
      case CompleteFile complete -> Optional.of(complete.size());
      case UploadSession session -> session.declared().size();
    };
  }

  /** As they were read at the creation; where the service is reached may have changed since. */
  private static List<FileId> parts(Terms terms) {
    return Stream.of(terms.parts().strip().split(" +")).map(FinalUploads::part).toList();
  }

  private static FileId part(String url) {
    return FileId.parse(url.substring(url.lastIndexOf('/') + 1))
        .orElseThrow(() -> Refusals.badField(Tus.CONCAT, "it names what is no upload of here"));
  }
}
