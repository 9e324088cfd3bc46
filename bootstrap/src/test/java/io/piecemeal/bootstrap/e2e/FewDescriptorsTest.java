package io.piecemeal.bootstrap.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A process that has no descriptor left fails requests, and is none the worse for it later. */
class FewDescriptorsTest {

  private static final Map<String, String> KEYS = Map.of("PIECEMEAL_API_KEYS", TestService.KEYS);
  private static final byte[] CHUNK = Bytes.patterned(600_000);

  /** More than a chunk needs, so that each descriptor that it opens is missing once. */
  private static final int MOST_LEFT = 6;

  private static final int MANY = 4096;

  @Test
  void aNodeWithoutDescriptorsTakesChunksAgainWhenItHasSome() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "there is no prlimit here");
    try (ServiceProcess service = ServiceProcess.start(TestService.newDataDirectory(), KEYS)) {
      Caller alice = service.caller(TestService.ALICE);
      // Its connection, its database's and its segment are open from now on.
      String id = alice.openWith(Bytes.utf8("small "), CHUNK);
      int failed = 0;
      for (int left = 0; left <= MOST_LEFT; left++) {
        limit(service.pid(), limitFor(service.pid(), left));
        Answer answer = alice.append(id, CHUNK);
        assertThat(answer.status()).isIn(200, 503);
        failed += answer.status() == 503 ? 1 : 0;
        // A refused body may have ended the connection, and the next needs a descriptor.
        limit(service.pid(), MANY);
        alice.find(id).is(200);
      }
      assertThat(failed).as("of %d descriptors each was missing", MOST_LEFT).isPositive();

      alice.append(id, CHUNK).is(200);
      alice.send(alice.anonymous("/health/live")).is(200);
      assertThat(service.errors()).doesNotContain("a sync failed");
    }
  }

  /** The limit below which so many numbers are free, which is where the kernel looks for one. */
  private static long limitFor(long pid, int left) throws IOException {
    Set<Long> open;
    try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      open =
          descriptors
              .map(descriptor -> Long.valueOf(String.valueOf(descriptor.getFileName())))
              .collect(Collectors.toSet());
    }
    return LongStream.iterate(0, number -> number + 1)
        .filter(number -> !open.contains(number))
        .skip(left)
        .findFirst()
        .orElseThrow();
  }

  /** The soft limit alone, which the process's own user may raise again. */
  private static void limit(long pid, long descriptors) throws Exception {
    assertThat(
            new ProcessBuilder(
                    "prlimit", "--pid", Long.toString(pid), "--nofile=" + descriptors + ":")
                .start()
                .waitFor())
        .isZero();
  }
}
