package io.piecemeal.faults.flood;

import java.io.IOException;

/** One way to take from a service what others need. */
interface Attack {

  /**
   * Goes on until the flood is over. What the service does to single connections is not reported;
   * that is what an attacker has to expect.
   */
  void run(Flood flood) throws IOException, InterruptedException;
}
