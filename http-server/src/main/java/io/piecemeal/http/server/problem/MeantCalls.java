package io.piecemeal.http.server.problem;

import java.util.Optional;

/** Knows which call is meant by a method that its path does not take. */
@FunctionalInterface
public interface MeantCalls {

  /** The call that is probably meant; empty if nobody can tell. */
  Optional<Advice> by(String method, String path);

  /**
   * What to do instead.
   *
   * @param sentence for people, without caller text
   */
  record Advice(String sentence, NextCall call) {}
}
