package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.harness.service.ServiceCommand;
import io.piecemeal.tus.suite.Case;
import io.piecemeal.tus.suite.Outcome;
import io.piecemeal.tus.suite.Server;
import io.piecemeal.tus.suite.Suite;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The suite for servers of tus, on the packaged service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TusSuiteGate {

  private static final String ORIGIN = "https://app.example";

  /** Those that want a service with settings of its own. */
  private static final Set<String> APART = Set.of("too-many", "expiration-gone");

  @TempDir private static Path work;

  private PackagedService service;

  @BeforeAll
  void start() throws Exception {
    service = PackagedService.start(work, "--allowed-origins=" + ORIGIN);
  }

  @AfterAll
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  private static Server server(PackagedService of) {
    return Server.at(URI.create(of.url() + "/tus"), "Authorization: Bearer " + ServiceCommand.KEY)
        .withOrigin(ORIGIN)
        .withContent(of.url() + "/files/{id}/content");
  }

  @TestFactory
  Stream<DynamicTest> theServiceDoes() {
    return Suite.cases().stream()
        .filter(one -> !APART.contains(one.id()))
        .map(one -> DynamicTest.dynamicTest(one.id(), () -> require(one, server(service))));
  }

  private static void require(Case one, Server server) {
    Outcome outcome = one.run(server);
    assumeTrue(outcome.kind() != Outcome.Kind.SKIPPED, outcome::toString);
    assertThat(outcome.kind()).as("%s", outcome).isEqualTo(Outcome.Kind.OK);
  }

  @Test
  void aCallerWhoSendsTooMuchIsToldWhenToGoOn(@TempDir Path folder) throws Exception {
    try (PackagedService limited = PackagedService.start(folder, "--rate-limit=60")) {
      requireOne("too-many", server(limited).withLimit());
    }
  }

  @Test
  void anUploadThatHasExpiredIsGone(@TempDir Path folder) throws Exception {
    try (PackagedService brief =
        PackagedService.start(folder, "--retention=3s", "--ticket-lifetime=3s")) {
      requireOne("expiration-gone", server(brief).withExpiry(Duration.ofSeconds(3)));
    }
  }

  private static void requireOne(String id, Server server) {
    Outcome outcome =
        Suite.cases().stream()
            .filter(one -> one.id().equals(id))
            .findFirst()
            .orElseThrow()
            .run(server);
    assertThat(outcome.kind()).as("%s", outcome).isEqualTo(Outcome.Kind.OK);
  }
}
