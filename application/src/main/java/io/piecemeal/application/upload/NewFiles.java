package io.piecemeal.application.upload;

import io.piecemeal.application.port.in.OpenUpload.OpenCommand;
import io.piecemeal.application.port.in.StoreFile.StoreCommand;
import io.piecemeal.application.port.in.StoreFile.Trailer;
import io.piecemeal.application.port.out.Ids;
import io.piecemeal.application.port.out.NewFile;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.domain.upload.ContentType;
import io.piecemeal.domain.upload.Declaration;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileName;
import io.piecemeal.domain.upload.FileShards;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.Limits;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.Retention;
import io.piecemeal.domain.upload.Role;
import io.piecemeal.domain.upload.SessionTerms;
import io.piecemeal.domain.upload.UploadRejected;
import java.time.Duration;
import java.util.Optional;

/**
 * Turns commands into files to be entered, under the limits that hold for all of them. Their ids
 * are in the shards of their owners, or of their requests. A part is in the shard of its file;
 * parts of a file that is not known yet are all in one, so that they can be joined.
 */
record NewFiles(Ids ids, Limits limits, Retention retention) {

  /**
   * @param key of the request, where it may come more than once
   */
  NewFile of(OpenCommand command, Optional<IdempotencyKey> key) {
    command.declared().size().ifPresent(this::requireWithinLimit);
    return of(
        command.owner(),
        command.name(),
        command.contentType(),
        command.declared(),
        command.terms(),
        kept(command.lifetime()),
        key);
  }

  /** The file of a request that comes once, in the shard of another file. */
  NewFile beside(FileId other, OpenCommand command) {
    NewFile file = of(command, Optional.empty());
    return file.withId(file.id().in(other.shard()));
  }

  private void requireWithinLimit(ByteCount declared) {
    if (!declared.isAtMost(limits.session())) {
      throw new UploadRejected(new Refusal.FileTooLarge(limits.session(), ByteCount.ZERO));
    }
  }

  /**
   * What is known of the file before its content is read.
   *
   * @param key of the request, where it may come more than once
   */
  NewFile of(StoreCommand command, Optional<IdempotencyKey> key) {
    return of(
        command.owner(),
        command.name(),
        command.contentType(),
        Declaration.NONE,
        command.terms(),
        retention,
        key);
  }

  /** The same file with what was said behind its content. */
  NewFile with(NewFile file, Trailer trailer) {
    SessionTerms terms = trailer.metadata().map(file.terms()::with).orElse(file.terms());
    return file.on(terms, kept(trailer.lifetime()));
  }

  private Retention kept(Optional<Duration> lifetime) {
    return lifetime.map(retention::lasting).orElse(retention);
  }

  private NewFile of(
      Owner owner,
      FileName name,
      ContentType type,
      Declaration declared,
      SessionTerms terms,
      Retention kept,
      Optional<IdempotencyKey> key) {
    return new NewFile(
        id(owner, terms.role(), key),
        owner,
        name,
        type,
        declared,
        terms,
        kept,
        limits.quotas().of(owner),
        Optional.empty());
  }

  private FileId id(Owner owner, Role role, Optional<IdempotencyKey> key) {
    FileShards shards = new FileShards(owner);
    FileId random = ids.nextFileId();
    return switch (role) {
      case Role.Part part -> random.in(part.of().map(FileId::shard).orElseGet(shards::home));
      case Role.Whole _, Role.OfParts _ ->
          key.map(shards::of).map(random::in).orElseGet(() -> shards.place(random));
    };
  }
}
