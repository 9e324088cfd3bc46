package io.piecemeal.application.upload;

import io.piecemeal.application.port.out.FileAssembly;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileQuery;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Refusal.NotAPart.Reason;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.UploadSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds the parts that a caller names. Parts of one file are read together, since there may be
 * thousands of them.
 */
record NamedParts(FileCatalog catalog, FileAssembly assembly) {

  static final int PAGE = 1000;

  /**
   * Those that are there, complete or not, of whichever file they are.
   *
   * @throws UploadRejected with {@code NotAPart} for one that is named twice or not there
   * @throws StorageFailure.Damaged for one whose bytes are not what was committed
   */
  List<StoredFile> named(Owner owner, List<FileId> names) {
    requireOnce(names);
    return names.stream().map(name -> find(owner, name)).toList();
  }

  /**
   * @param whole the file that they may be parts of
   * @throws UploadRejected with {@code NotAPart} for one that is named twice, not there, or not
   *     complete
   * @throws StorageFailure.Damaged for one whose bytes are not what was committed
   */
  List<CompleteFile> find(Owner owner, FileId whole, List<FileId> names) {
    requireOnce(names);
    Map<FileId, StoredFile> known = names.size() > 1 ? among(owner, whole, names) : Map.of();
    List<CompleteFile> parts = new ArrayList<>();
    for (FileId name : names) {
      StoredFile part = known.containsKey(name) ? known.get(name) : find(owner, name);
      parts.add(requireComplete(part));
    }
    return parts;
  }

  /** Those of a file's parts that are named: there may be many more, and no more are kept. */
  private Map<FileId, StoredFile> among(Owner owner, FileId whole, List<FileId> names) {
    Set<FileId> named = new HashSet<>(names);
    Map<FileId, StoredFile> found = new HashMap<>();
    each(
        owner,
        whole,
        part -> {
          if (named.contains(part.id())) {
            found.put(part.id(), part);
          }
        });
    return found;
  }

  private static void requireOnce(List<FileId> names) {
    Set<FileId> seen = new HashSet<>();
    for (FileId name : names) {
      if (!seen.add(name)) {
        throw refused(name, Reason.REPEATED);
      }
    }
  }

  /** All that can be reached and are not joined. */
  List<StoredFile> of(Owner owner, FileId whole) {
    List<StoredFile> parts = new ArrayList<>();
    each(owner, whole, parts::add);
    return parts;
  }

  private void each(Owner owner, FileId whole, Consumer<StoredFile> visitor) {
    List<StoredFile> page = assembly.parts(owner, whole, Optional.empty(), PAGE);
    page.forEach(visitor);
    while (page.size() == PAGE) {
      FileQuery.Position last = FileQuery.Position.of(page.getLast());
      page = assembly.parts(owner, whole, Optional.of(last), PAGE);
      page.forEach(visitor);
    }
  }

  private StoredFile find(Owner owner, FileId name) {
    return switch (catalog.find(owner, name)) {
      case Lookup.Live live -> live.file();
      case Lookup.Damaged _ ->
          throw new StorageFailure.Damaged("part %s is marked as damaged".formatted(name));
      case Lookup.Gone _, Lookup.Missing _ -> throw refused(name, Reason.ABSENT);
    };
  }

  private static CompleteFile requireComplete(StoredFile part) {
    return switch (part) {
      case CompleteFile complete -> complete;
      case UploadSession open -> throw refused(open.id(), Reason.INCOMPLETE);
    };
  }

  private static UploadRejected refused(FileId part, Reason reason) {
    return new UploadRejected(new Refusal.NotAPart(part, reason));
  }
}
