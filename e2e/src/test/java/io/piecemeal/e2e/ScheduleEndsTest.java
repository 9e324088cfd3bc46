package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What is due every second ends before the parts of the service do: the framework looks up a part
 * each time, and would make those that are gone anew.
 */
class ScheduleEndsTest {

  private static final Duration SOON = Duration.ofMinutes(2);

  @Test
  void noPartIsMadeAnewWhileTheServiceIsTakenDown() throws Exception {
    Sql server = Sql.newDatabase();
    URI direct = URI.create(server.jdbcUrl().substring("jdbc:".length()));
    Path data = TestService.newDataDirectory().resolve("data");
    try (TcpProxy proxy = TcpProxy.to(new InetSocketAddress(direct.getHost(), direct.getPort()))) {
      Sql database =
          new Sql(
              server.jdbcUrl().replace(":" + direct.getPort(), ":" + proxy.port()),
              server.user(),
              server.password());
      Map<String, String> environment = database.environment(TestService.KEYS);
      try (ServiceProcess service =
          ServiceProcess.start(data, environment, "--collect-interval=1s", "--log-level=DEBUG")) {
        Await.until(
            "it has a turn, which it gives back at its end",
            SOON,
            () -> server.number("SELECT count(*) FROM job_lease") > 0);
        // It takes as long as the database is silent.
        proxy.stall();
        service.terminate();
        assertThat(service.exitCode()).isZero();
        assertThat(service.errors())
            .contains("stopped")
            .doesNotContain("has been already registered");
      }
    }
  }
}
