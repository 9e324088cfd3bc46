package io.piecemeal.adapters.openai.file;

import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.FindFile;
import io.piecemeal.application.port.in.ListFiles;
import io.piecemeal.application.port.in.ListFiles.Continuation;
import io.piecemeal.application.port.in.ListFiles.FilePage;
import io.piecemeal.application.port.in.ReadContent;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Status;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.UploadSession;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds, lists, reads and deletes complete files, whichever dialect stored them. To the clients of
 * these dialects an upload that is not completed and a part of an upload are no files.
 */
@Singleton
public final class WholeFiles {

  /** Few look-ups, however few of the files are wanted. */
  private static final int PAGE = 200;

  private final FindFile find;
  private final ListFiles list;
  private final DeleteFile delete;
  private final ReadContent read;

  WholeFiles(FindFile find, ListFiles list, DeleteFile delete, ReadContent read) {
    this.find = find;
    this.list = list;
    this.delete = delete;
    this.read = read;
  }

  /**
   * A file.
   *
   * @throws UploadRejected with {@code NotFound} or {@code Gone}
   */
  public CompleteFile find(Owner owner, FileId file) {
    return whole(find.find(owner, file));
  }

  private static CompleteFile whole(StoredFile file) {
    if (file.terms().isPart()) {
      throw new UploadRejected(new Refusal.NotFound());
    }
    return switch (file) {
      case CompleteFile complete -> complete;
      case UploadSession open -> throw new UploadRejected(new Refusal.NotFound());
    };
  }

  /**
   * Deletes a file.
   *
   * @throws UploadRejected with {@code NotFound} or {@code Gone}
   */
  public void delete(Owner owner, FileId file) {
    CompleteFile found = find(owner, file);
    delete.delete(owner, found.id());
  }

  /**
   * The bytes of a file.
   *
   * @throws UploadRejected with {@code NotFound} or {@code Gone}
   */
  public ReadContent.Content open(Owner owner, FileId file) {
    ReadContent.Content content = read.open(owner, file);
    CompleteFile _ = whole(content.file());
    return content;
  }

  /**
   * A page of those files that are wanted, which reads past the others.
   *
   * @param after where the page before ended
   */
  public FilePage list(
      Owner owner,
      int limit,
      Optional<FileQuery.Position> after,
      FileQuery.Order order,
      Predicate<StoredFile> wanted) {
    List<StoredFile> found = new ArrayList<>();
    Optional<FileQuery.Position> from = after;
    FilePage page;
    do {
      page =
          list.list(
              owner,
              new FileQuery(Math.max(limit, PAGE), from, Optional.of(Status.COMPLETE), order));
      page.files().stream().filter(wanted).forEach(found::add);
      from = page.files().stream().reduce((_, last) -> last).map(FileQuery.Position::of);
    } while (page.continuation() == Continuation.MORE && found.size() <= limit);
    return found.size() > limit
        ? new FilePage(List.copyOf(found.subList(0, limit)), Continuation.MORE)
        : new FilePage(found, page.continuation());
  }
}
