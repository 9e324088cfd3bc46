package io.piecemeal.bootstrap.e2e;

import io.piecemeal.bootstrap.InProcessService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One service for all end-to-end tests of this JVM, with the settings that an operator gets who sets
 * none, and two owners. It stops with the JVM.
 */
final class TestService {

  static final String ALICE = "alice-0123456789abcdef0123456789abcdef";
  static final String BOB = "bob-0123456789abcdef0123456789abcdef";

  private static final class Holder {
    static final InProcessService SERVICE = start();
  }

  private TestService() {}

  private static InProcessService start() {
    InProcessService service =
        InProcessService.start(
            List.of("--port", "0", "--data-dir", dataDirectory().toString()),
            Map.of("PIECEMEAL_API_KEYS", "alice=" + ALICE + ",bob=" + BOB));
    Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    return service;
  }

  private static Path dataDirectory() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target/e2e")), "data");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Where the service listens on 127.0.0.1. */
  static int port() {
    return Holder.SERVICE.port();
  }

  /** The running service, for what cannot be seen from outside. */
  static InProcessService service() {
    return Holder.SERVICE;
  }
}
