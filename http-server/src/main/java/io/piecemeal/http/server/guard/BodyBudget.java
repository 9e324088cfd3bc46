package io.piecemeal.http.server.guard;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.access.OwnerShares;
import io.piecemeal.domain.access.OwnerShares.Attempt;
import io.piecemeal.domain.storage.ByteCount;
import jakarta.inject.Singleton;
import java.util.OptionalLong;

/** Shares out the memory that bodies may take on this node, among owners. */
@Singleton
public final class BodyBudget {

  private final BodyLimits limits;
  private final OwnerShares memory;

  public BodyBudget(BodyLimits limits) {
    this.limits = limits;
    this.memory = new OwnerShares(limits.together().value());
  }

  /**
   * Takes memory for one body, which is free again when the result is closed.
   *
   * @param owner whose request it is
   * @param announced how many bytes the body has, where its sender said so
   * @throws BodyTooLargeException if that is too much for one body
   * @throws Overloaded if the owner has its share, or others have the rest, also after waiting
   */
  public Share take(Owner owner, OptionalLong announced) throws InterruptedException {
    if (announced.isPresent() && announced.getAsLong() > limits.one().value()) {
      throw new BodyTooLargeException(limits.one());
    }
    long wanted = announced.orElse(limits.one().value()) + BodyLimits.OVERHEAD;
    return memory
            .take(owner, wanted, limits.patience())
            .orThrow(refused -> new Overloaded(overload(refused)))
        ::close;
  }

  private static Overload overload(Attempt.Refused refused) {
    return switch (refused.reason()) {
      case OWN_SHARE -> new Overload.MemoryShareTaken(refused.share(), refused.limit());
      case ALL_TAKEN -> new Overload.MemoryTaken();
    };
  }

  /** The most bytes of one body. */
  public ByteCount one() {
    return limits.one();
  }

  /** Memory that is taken. */
  public interface Share extends AutoCloseable {
    @Override
    void close();
  }
}
