package io.piecemeal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.harness.service.ServiceCommand;
import io.piecemeal.tus.suite.Case;
import io.piecemeal.tus.suite.IetfRevision;
import io.piecemeal.tus.suite.IetfSuite;
import io.piecemeal.tus.suite.Outcome;
import io.piecemeal.tus.suite.Server;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The suite for servers of the IETF's draft, on the packaged service, in all its revisions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IetfSuiteGate {

  @TempDir private static Path work;

  private PackagedService service;

  @BeforeAll
  void start() throws Exception {
    service = PackagedService.start(work);
  }

  @AfterAll
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> theServiceDoes() {
    Server server =
        Server.at(
                URI.create(service.url() + "/rufh"), "Authorization: Bearer " + ServiceCommand.KEY)
            .withContent(service.url() + "/files/{id}/content");
    return Stream.of(IetfRevision.values())
        .flatMap(revision -> IetfSuite.cases(revision).stream())
        .map(one -> DynamicTest.dynamicTest(one.id(), () -> require(one, server)));
  }

  private static void require(Case one, Server server) {
    Outcome outcome = one.run(server);
    assumeTrue(outcome.kind() != Outcome.Kind.SKIPPED, outcome::toString);
    assertThat(outcome.kind()).as("%s", outcome).isEqualTo(Outcome.Kind.OK);
  }
}
