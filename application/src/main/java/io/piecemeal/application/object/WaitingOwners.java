package io.piecemeal.application.object;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.Refusal;
import io.piecemeal.domain.upload.UploadRejected;
import java.util.HashMap;
import java.util.Map;

/** Counts the calls that wait, of all owners and of each; so it bounds their look-ups. */
public final class WaitingOwners {

  private final int most;
  private final int mostOfOne;
  private final Map<Owner, Integer> waiting = new HashMap<>();

  /**
   * @param most calls of all owners
   * @param mostOfOne calls of one owner
   */
  public WaitingOwners(int most, int mostOfOne) {
    this.most = most;
    this.mostOfOne = mostOfOne;
  }

  /**
   * Counts one more, until {@link #leave}.
   *
   * @throws UploadRejected with {@code TooManyWaiting} if one more is too many
   */
  public synchronized void enter(Owner owner) {
    int all = waiting.values().stream().mapToInt(Integer::intValue).sum();
    int own = waiting.getOrDefault(owner, 0);
    if (all >= most || own >= mostOfOne) {
      throw new UploadRejected(new Refusal.TooManyWaiting(mostOfOne));
    }
    waiting.put(owner, own + 1);
  }

  /** Once for each call that entered. */
  public synchronized void leave(Owner owner) {
    waiting.computeIfPresent(owner, (key, own) -> own == 1 ? null : own - 1);
  }
}
