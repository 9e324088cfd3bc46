package io.piecemeal.e2e.badinput;

import io.piecemeal.e2e.InProcessService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One service for all tests of this package, with the settings of an operator who sets none. */
final class ServiceUnderTest {

  static final String ALICE = "alice-secret-0123456789abcdef0123456789abcdef";
  static final String BOB = "bob-secret-0123456789abcdef0123456789abcdef";

  private static final class Holder {
    static final Path DATA = dataDirectory();
    static final InProcessService SERVICE = start();
  }

  private ServiceUnderTest() {}

  static int port() {
    return Holder.SERVICE.port();
  }

  /** Where the bytes of chunks are. */
  static Path chunkDirectory() {
    return Holder.DATA.resolve("objects");
  }

  private static InProcessService start() {
    InProcessService service =
        InProcessService.start(
            List.of("--port", "0", "--data-dir", Holder.DATA.toString()),
            Map.of("PIECEMEAL_API_KEYS", "alice=" + ALICE + ",bob=" + BOB));
    Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    return service;
  }

  private static Path dataDirectory() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target/badinput")), "data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
