package io.piecemeal.application.port.out;

import io.piecemeal.domain.storage.ChunkObject;
import io.piecemeal.domain.storage.Sha256;
import io.piecemeal.domain.storage.StorageFailure;
import io.piecemeal.domain.upload.IdempotencyKey;
import io.piecemeal.domain.upload.StoredFile;
import io.piecemeal.domain.upload.UploadRejected;
import java.util.List;

/**
 * The way into the {@link FileLedger} for requests that may come more than once: of all that have
 * the same owner and the same key, one enters its file and all others are told of it. Their order
 * does not matter, nor does the time between them, up to {@link IdempotencyKey#REMEMBERED}, after
 * which the key is free again.
 *
 * <p>Both methods are one atomic step, as those of the {@link FileLedger} are: the file is there if
 * and only if its key is taken. Who comes while another request of the same key is being entered
 * waits for its outcome; if that fails, the next one enters. Failures are those of {@link
 * FileLedger#open} and {@link FileLedger#store}, and after {@link StorageFailure.OutcomeUnknown}
 * the same call may be made again: its answer is final.
 */
public interface OnceLedger {

  /**
   * Enters an empty file that takes chunks.
   *
   * @throws UploadRejected with {@code QuotaExceeded}; the key is still free then
   */
  Entry open(NewFile file, RequestIdentity identity);

  /**
   * Enters a complete file together with its chunks, as {@link FileLedger#store} does. Unless the
   * result is {@link Entry.Entered}, or {@link Entry.Repeated} with this very file, the chunks'
   * keys are part of nothing.
   *
   * @throws UploadRejected with {@code QuotaExceeded}; the key is still free then
   */
  Entry store(NewFile file, List<ChunkObject> chunks, Sha256 sha256, RequestIdentity identity);

  /** What became of the request. */
  sealed interface Entry {

    /** It was the first one. */
    record Entered(StoredFile file) implements Entry {}

    /**
     * An equal one was before it.
     *
     * @param first the file as it was entered, whatever became of it since
     */
    record Repeated(StoredFile first) implements Entry {}

    /** One with another fingerprint was before it. */
    record KeyReused() implements Entry {}
  }
}
