package io.piecemeal.embedded.postgres;

import java.io.IOException;

/** Ports to listen on. Each attempt to start takes the next one, since another may be in use. */
@FunctionalInterface
public interface Ports {

  /** A port that nothing is known to listen on. */
  int next() throws IOException;
}
