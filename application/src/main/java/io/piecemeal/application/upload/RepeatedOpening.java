package io.piecemeal.application.upload;

import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.application.port.out.FileAssembly;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.Lookup;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.StoredFile;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the file that the same call opened for the same parts before: its caller may have had no
 * answer, and cannot open another for them.
 */
record RepeatedOpening(FileCatalog catalog, FileAssembly assembly, NamedParts parts) {

  /** As long as the file can be reached, and 24 hours after its parts were joined to it. */
  Optional<StoredFile> find(OpenCommand file, List<FileId> names) {
    return whole(file.owner(), names.getFirst())
        .flatMap(whole -> live(file.owner(), whole))
        .filter(whole -> isAs(file, whole) && partsOf(whole).equals(Set.copyOf(names)));
  }

  private Optional<FileId> whole(Owner owner, FileId part) {
    return switch (catalog.find(owner, part)) {
      case Lookup.Live live when live.file().terms().role() instanceof Role.Part(var whole) ->
          whole;
      case Lookup.Gone _ -> assembly.joinedTo(owner, part);
      case Lookup.Live _, Lookup.Damaged _, Lookup.Missing _ -> Optional.empty();
    };
  }

  private Optional<StoredFile> live(Owner owner, FileId file) {
    return catalog.find(owner, file) instanceof Lookup.Live live
        ? Optional.of(live.file())
        : Optional.empty();
  }

  private static boolean isAs(OpenCommand command, StoredFile file) {
    return file.name().equals(command.name())
        && file.contentType().equals(command.contentType())
        && file.terms().equals(command.terms());
  }

  private Set<FileId> partsOf(StoredFile whole) {
    Set<FileId> ids = new HashSet<>(assembly.joined(whole.owner(), whole.id()));
    parts.of(whole.owner(), whole.id()).forEach(part -> ids.add(part.id()));
    return ids;
  }
}
