package io.piecemeal.harness.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortOwnerTest {

  @Test
  void processThatListensIsFound() throws Exception {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(Loopback.port(0));

      assertThat(PortOwner.find(socket.getLocalPort())).hasValue(ProcessHandle.current().pid());
    }
  }

  @Test
  void portOnWhichNobodyListensHasNoOwner() throws Exception {
    assertThat(PortOwner.find(FreePort.find())).isEmpty();
  }
}
