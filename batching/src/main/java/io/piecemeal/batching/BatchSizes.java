package io.piecemeal.batching;

/** Is told how many calls shared a run. Must neither wait nor throw. */
@FunctionalInterface
public interface BatchSizes {

  /** Nobody wants to know. */
  BatchSizes UNWATCHED = _ -> {};

  /** A run with so many calls ended, well or not. */
  void ran(int calls);
}
