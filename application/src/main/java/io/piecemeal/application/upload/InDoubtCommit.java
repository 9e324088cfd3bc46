package io.piecemeal.application.upload;

import io.piecemeal.application.file.FileLookup;
import io.piecemeal.application.port.out.CommitResolver;
import io.piecemeal.application.port.out.CommitResolver.CommitStatus;
import io.piecemeal.application.port.out.FileCatalog;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.storage.ObjectKey;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes commits; where one fails and nobody knows whether it was made, finds out what became of it,
 * in a way that makes the answer final. {@link StorageFailure.OutcomeUnknown} leaves here only
 * where that cannot be found out; the objects have to stay then.
 */
public final class InDoubtCommit {

  private final FileLookup files;
  private final CommitResolver resolver;

  public InDoubtCommit(CommitResolver resolver, FileCatalog catalog) {
    this.files = new FileLookup(catalog);
    this.resolver = resolver;
  }

  /**
   * What a commit is to make.
   *
   * @param key an object that becomes a part of the file by it
   */
  record Part(Owner owner, FileId file, ObjectKey key) {}

  /**
   * Makes a commit that enters an object.
   *
   * @param made what the commit would have given
   * @throws StorageFailure.Unavailable if it was not made and never will be
   * @throws StorageFailure.OutcomeUnknown also if it was made and the file cannot be found
   * @throws RuntimeException what the commit threw, if it was surely not made
   */
  public <T> T commit(Part part, Supplier<T> commit, Function<StoredFile, T> made) {
    return attempt(
        commit,
        doubt ->
            switch (status(part.key(), doubt)) {
              case LIVE -> made.apply(find(part, doubt));
              case DEAD ->
                  throw doubt.surelyNot(
                      "object %s surely did not become a part of file %s"
                          .formatted(part.key(), part.file()));
            });
  }

  /**
   * Makes a commit; where its answer is lost, the status of its object alone tells the outcome.
   *
   * @param result what the commit would have given
   */
  public <T> T commit(ObjectKey key, Supplier<T> commit, Function<CommitStatus, T> result) {
    return attempt(commit, doubt -> result.apply(status(key, doubt)));
  }

  /**
   * Makes a commit that takes effect once, however often it is made: making it again waits for a
   * first attempt that is still under way, and tells what became of it.
   */
  static <T> T commitIdempotent(Supplier<T> commit) {
    return attempt(
        commit,
        doubt -> {
          try {
            return commit.get();
          } catch (UploadRejected certain) {
            throw certain;
          } catch (RuntimeException e) {
            throw doubt.since(e);
          }
        });
  }

  private static <T> T attempt(Supplier<T> commit, Function<Doubt, T> resolution) {
    Doubt doubt;
    try {
      return commit.get();
    } catch (StorageFailure.OutcomeUnknown unknown) {
      doubt = new Doubt(unknown, Optional.empty());
    } catch (StorageFailure | UploadRejected certain) {
      throw certain;
    } catch (RuntimeException fault) {
      // A fault of the program tells nothing of what was committed before it.
      doubt =
          new Doubt(
              new StorageFailure.OutcomeUnknown("a commit failed for no known reason", fault),
              Optional.of(fault));
    }
    return resolution.apply(doubt);
  }

  /**
   * A commit that was made or not.
   *
   * @param fault what it failed of, if that was none of the storage
   */
  private record Doubt(StorageFailure.OutcomeUnknown unknown, Optional<RuntimeException> fault) {

    /** What to throw if the doubt stays. */
    StorageFailure.OutcomeUnknown since(RuntimeException reason) {
      unknown.addSuppressed(reason);
      return unknown;
    }

    RuntimeException surelyNot(String what) {
      return fault.orElseGet(() -> new StorageFailure.Unavailable(what, unknown));
    }
  }

  private CommitStatus status(ObjectKey key, Doubt doubt) {
    try {
      return resolver.resolve(key);
    } catch (RuntimeException e) {
      throw doubt.since(e);
    }
  }

  private StoredFile find(Part part, Doubt doubt) {
    try {
      return files.find(part.owner(), part.file());
    } catch (RuntimeException e) {
      // Anything else would say that nothing was committed.
      throw doubt.since(e);
    }
  }
}
