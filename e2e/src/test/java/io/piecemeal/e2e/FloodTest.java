package io.piecemeal.e2e;

import java.io.IOException;
import java.util.List;

/** A flood over plain HTTP. */
class FloodTest extends FloodContract {

  @Override
  List<String> options() {
    return List.of();
  }

  @Override
  RawSocket connect(int port, int buffer) throws IOException {
    return new RawSocket(port, buffer);
  }

  @Override
  int plain(int port) {
    return port;
  }
}
