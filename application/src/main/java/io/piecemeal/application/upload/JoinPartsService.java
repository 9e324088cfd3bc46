package io.piecemeal.application.upload;

import io.piecemeal.application.file.FileDigests;
import io.piecemeal.application.file.FileLookup;
import io.piecemeal.application.object.Digests;
import io.piecemeal.application.object.SupersededException;
import io.piecemeal.application.port.in.CompleteUpload.CompleteCommand;
import io.piecemeal.application.port.in.DeleteFile;
import io.piecemeal.application.port.in.JoinParts;
import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.application.port.out.Commit;
import io.piecemeal.application.port.out.FileAssembly;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.application.port.out.Join;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.CompleteFile;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import io.piecemeal.domain.upload.UploadSession;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Joins parts to a file by moving their rows. */
public final class JoinPartsService implements JoinParts {

  private final FileLookup files;
  private final NamedParts parts;
  private final RepeatedOpening repeated;
  private final FileAssembly assembly;
  private final OpenUploadService open;
  private final DeleteFile delete;
  private final Limits limits;
  private final Retention retention;
  private final FileDigests digests;
  private final CompleteUploadService complete;

  public JoinPartsService(
      FileCatalog catalog,
      FileAssembly assembly,
      OpenUploadService open,
      DeleteFile delete,
      Limits limits,
      Retention retention,
      FileDigests digests,
      CompleteUploadService complete) {
    this.files = new FileLookup(catalog);
    this.parts = new NamedParts(catalog, assembly);
    this.repeated = new RepeatedOpening(catalog, assembly, parts);
    this.assembly = assembly;
    this.open = open;
    this.delete = delete;
    this.limits = limits;
    this.retention = retention;
    this.digests = digests;
    this.complete = complete;
  }

  /** Whether parts may be joined, with what they make of the file. */
  @FunctionalInterface
  private interface Check {

    /**
     * @return the digest of the file with the parts, if that had to be found out
     * @throws UploadRejected if they may not
     */
    Optional<MessageDigest> check(
        UploadSession session, List<CompleteFile> parts, UploadSession joined) throws IOException;
  }

  @Override
  public StoredFile join(JoinCommand command) {
    return join(
        command,
        StoredFile::requireOpen,
        (session, parts, joined) -> {
          command.whole().ifPresent(size -> session.requireTogether(joined, size));
          return Optional.empty();
        });
  }

  @Override
  public StoredFile complete(JoinCommand command, Optional<Sha256> sha256) {
    StoredFile _ =
        join(
            command,
            StoredFile::requireOpen,
            (session, parts, joined) -> {
              joined.requireNothingOnItsWay();
              session.requireWhole(joined, command.whole());
              return requireDigest(session, parts, sha256);
            });
    return complete.complete(
        new CompleteCommand(command.owner(), command.file(), command.whole(), sha256));
  }

  @Override
  public StoredFile assemble(JoinCommand command) {
    StoredFile _ =
        join(command, JoinPartsService::session, (session, parts, joined) -> Optional.empty());
    return complete.completeJoined(
        new CompleteCommand(command.owner(), command.file(), command.whole(), Optional.empty()));
  }

  private static UploadSession session(StoredFile file) {
    return switch (file) {
      case UploadSession session -> session;
      case CompleteFile complete -> complete.requireOpen();
    };
  }

  private Optional<MessageDigest> requireDigest(
      UploadSession session, List<CompleteFile> parts, Optional<Sha256> sha256) throws IOException {
    if (sha256.isEmpty() && session.declared().sha256().isEmpty()) {
      return Optional.empty();
    }
    MessageDigest digest = digests.joined(session, parts);
    session.requireWhole(Sha256.of(Digests.copy(digest).digest()), sha256);
    return Optional.of(digest);
  }

  /**
   * @param rule gives the file as the session that takes these parts, or refuses
   */
  private StoredFile join(
      JoinCommand command, Function<StoredFile, UploadSession> rule, Check check) {
    Optional<StoredFile> joined = Optional.empty();
    while (joined.isEmpty()) {
      // Every lost race is another change of the file or of a part.
      StoredFile file = files.find(command.owner(), command.file());
      joined =
          wasJoined(command, file) ? Optional.of(file) : tryJoin(rule.apply(file), command, check);
    }
    return joined.get();
  }

  /**
   * Whether the same call was made before; asked only where the file is not as it expects. Other
   * parts may have been joined before these.
   */
  private boolean wasJoined(JoinCommand command, StoredFile file) {
    boolean asExpected = file instanceof UploadSession && file.size().equals(command.end());
    return !asExpected
        && endsWith(assembly.joined(command.owner(), command.file()), command.parts());
  }

  private static boolean endsWith(List<FileId> joined, List<FileId> last) {
    int before = joined.size() - last.size();
    return before >= 0 && joined.subList(before, joined.size()).equals(last);
  }

  /** Empty if the file or a part was changed by someone else meanwhile. */
  private Optional<StoredFile> tryJoin(UploadSession session, JoinCommand command, Check check) {
    session.requireEnd(command.end());
    List<CompleteFile> found = parts.find(command.owner(), command.file(), command.parts());
    UploadSession next = session.join(found, limits);
    Retention kept = command.lifetime().map(retention::lasting).orElse(retention);
    try {
      Optional<MessageDigest> digest = check.check(session, found, next);
      Optional<StoredFile> joined = commit(new Join(session, found, next, kept));
      joined.ifPresent(file -> digest.ifPresent(known -> digests.remember(file, known)));
      return joined;
    } catch (SupersededException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageFailure.Unavailable("a part could not be read", e);
    }
  }

  private Optional<StoredFile> commit(Join join) {
    return switch (InDoubtCommit.commitIdempotent(() -> assembly.join(join))) {
      case Commit.Committed committed -> Optional.of(committed.file());
      case Commit.Superseded _ -> Optional.empty();
    };
  }

  @Override
  public StoredFile openFor(OpenCommand file, List<FileId> names) {
    OpenCommand command = ofParts(file);
    return repeated.find(command, names).orElseGet(() -> openNew(command, names));
  }

  private StoredFile openNew(OpenCommand file, List<FileId> names) {
    requireRoom(parts.named(file.owner(), names));
    StoredFile opened = open.openBeside(file, names.getFirst());
    try {
      claim(session(opened), names);
      return opened;
    } catch (UploadRejected e) {
      // Nobody learns where the file is, and it has no parts.
      delete.takeBack(opened, e);
      throw e;
    }
  }

  private static OpenCommand ofParts(OpenCommand file) {
    return new OpenCommand(
        file.owner(),
        file.name(),
        file.contentType(),
        file.declared(),
        file.terms().ofParts(),
        file.lifetime());
  }

  /** By the bytes that they are to have, where that is known, else by those that they have. */
  private void requireRoom(List<StoredFile> found) {
    ByteCount least =
        found.stream()
            .map(part -> part.declared().size().orElse(part.size()))
            .reduce(ByteCount.ZERO, ByteCount::plus);
    if (!least.isAtMost(limits.session())) {
      throw new UploadRejected(new Refusal.FileTooLarge(limits.session(), ByteCount.ZERO));
    }
  }

  private void claim(UploadSession whole, List<FileId> names) {
    do {
      // Refuses, and so ends the loop, once one of them cannot be its part.
      parts.named(whole.owner(), names).forEach(whole::requirePart);
    } while (!InDoubtCommit.commitIdempotent(
        () -> assembly.claim(whole.owner(), whole.id(), names)));
  }
}
