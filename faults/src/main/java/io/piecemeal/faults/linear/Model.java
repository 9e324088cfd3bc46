package io.piecemeal.faults.linear;

import java.util.Optional;

/**
 * What a sequential object does.
 *
 * @param <S> its states: immutable, with {@code equals} and {@code hashCode}
 * @param <C> its calls, each with what the caller was told of its outcome
 */
public interface Model<S, C> {

  /** Before the first call. */
  S initial();

  /** The state after a call; empty if a call in this state cannot have this outcome. */
  Optional<S> after(S state, C call);
}
