package io.piecemeal.faults.failover;

import java.util.random.RandomGenerator;

/** What is killed of a primary. */
enum Loss {
  /** All processes of PostgreSQL; Patroni notices at once. */
  SERVER,
  /** Patroni as well, so that its lease has to run out first. */
  MACHINE;

  static Loss choose(RandomGenerator random) {
    return random.nextInt(4) == 0 ? MACHINE : SERVER;
  }
}
