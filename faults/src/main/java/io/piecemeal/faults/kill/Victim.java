package io.piecemeal.faults.kill;

import java.util.random.RandomGenerator;

/** What is killed. */
enum Victim {
  /** The service alone; its database is left behind, and the next start finds it running. */
  SERVICE,
  /** The database with all its processes; the service ends by itself, or is killed before. */
  DATABASE,
  /** One process of the database, which then ends all others and recovers by itself. */
  BACKEND,
  /** Everything at once, as when a machine crashes but keeps its disk. */
  BOTH;

  private static final Victim[] OF_TEN = {
    SERVICE, SERVICE, SERVICE, SERVICE, DATABASE, DATABASE, BACKEND, BACKEND, BOTH, BOTH
  };

  static Victim choose(RandomGenerator random) {
    return OF_TEN[random.nextInt(OF_TEN.length)];
  }
}
