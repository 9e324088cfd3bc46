package io.piecemeal.domain.upload;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.OwnerShares;
import io.piecemeal.domain.access.OwnerShares.Attempt;
import io.piecemeal.domain.storage.StorageFailure;
import java.time.Duration;

/**
 * Turns to have files read for a digest, which owners share: who states the same wrong digest again
 * and again has all bytes read as often.
 *
 * @param patience how long a caller waits for its turn
 */
public record DigestTurns(OwnerShares shares, Duration patience) {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * With a patience of ten seconds.
   *
   * @param most how many turns there are at the same time, of all owners; at least 1
   */
  public static DigestTurns of(long most) {
    return new DigestTurns(new OwnerShares(most), PATIENCE);
  }

  /**
   * Takes a turn, which is the caller's until it is closed.
   *
   * @throws UploadRejected with {@code DigestsUnderWay} or {@code AllTurnsTaken}
   * @throws StorageFailure.Unavailable if the thread is interrupted meanwhile, and stays so
   */
  public Attempt.Taken take(Owner owner) {
    try {
      return shares
          .take(owner, 1, patience)
          .orThrow(refused -> new UploadRejected(Refusal.DigestsUnderWay.of(refused)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageFailure.Unavailable("interrupted while waiting for a turn to read", e);
    }
  }
}
