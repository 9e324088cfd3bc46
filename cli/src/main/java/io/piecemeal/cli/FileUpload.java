package io.piecemeal.cli;

import io.piecemeal.client.IntegrityException;
import io.piecemeal.client.LocalFileException;
import io.piecemeal.client.PiecemealClient;
import io.piecemeal.client.PiecemealException;
import io.piecemeal.client.ServiceException;
import io.piecemeal.client.Source;
import io.piecemeal.client.StoredFile;
import io.piecemeal.client.UploadOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Sends one file: from where an earlier run ended, or from its beginning where that is of no use.
 *
 * @param pending what is kept of it, which is forgotten when no run can go on with it
 */
record FileUpload(
    PiecemealClient client,
    Path file,
    UploadOptions options,
    Transfer transfer,
    Pending pending,
    Report report) {

  StoredFile run() {
    transfer.keeping(pending);
    try {
      StoredFile stored = goOnOrBeginAnew();
      pending.forget();
      return stored;
    } catch (IntegrityException e) {
      // What is there is of other bytes: the next run begins anew.
      pending.forget();
      throw e;
    } catch (LocalFileException e) {
      if (e.isChange()) {
        pending.fileId().ifPresent(this::discard);
        pending.forget();
      }
      throw e;
    }
  }

  private StoredFile goOnOrBeginAnew() {
    try {
      return send();
    } catch (PiecemealException e) {
      Optional<String> why = whyAnew(e);
      if (pending.fileId().isEmpty() || why.isEmpty()) {
        throw e;
      }
      report.warn("%s: %s; it is sent from its beginning".formatted(file, why.get()));
      transfer.restart();
      pending.restart();
      return send();
    }
  }

  private StoredFile send() {
    UploadOptions keyed = options.withListener(transfer).withIdempotencyKey(pending.once());
    return client.upload(Source.of(file), pending.fileId().map(keyed::resuming).orElse(keyed));
  }

  private Optional<String> whyAnew(PiecemealException failure) {
    return Optional.ofNullable(
        switch (failure) {
          case ServiceException e when ExitCode.isMissing(e) -> "its session is gone";
          case ServiceException e when e.neededScope().equals(Optional.of("read")) ->
              "the key may not read how far it is (scope read)";
          case IntegrityException e
              when e.code().equals("source-changed") && transfer.sent() == 0 ->
              e.getMessage();
          default -> null;
        });
  }

  /** Bytes of two states of a file are of no use to anybody, and count as their owner's. */
  private void discard(String id) {
    try {
      client.delete(id);
    } catch (PiecemealException e) {
      report.warn(
          "%s: what was sent stays as %s until it expires: %s".formatted(file, id, e.getMessage()));
    }
  }
}
