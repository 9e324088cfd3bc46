package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A database that is away for a while ends no stream of events, and holds up no stop. */
class EventOutageTest {

  private static final Duration SOON = Duration.ofMinutes(2);

  @Test
  @Timeout(300)
  void aStreamGoesOnWhenTheDatabaseIsBack() throws Exception {
    Sql server = Sql.newDatabase();
    URI direct = URI.create(server.jdbcUrl().substring("jdbc:".length()));
    try (TcpProxy proxy = TcpProxy.to(new InetSocketAddress(direct.getHost(), direct.getPort()))) {
      String url = server.jdbcUrl().replace(":" + direct.getPort(), ":" + proxy.port());
      try (ServiceProcess service =
          ServiceProcess.start(
              TestService.newDataDirectory().resolve("data"),
              new Sql(url, server.user(), server.password())
                  .environment("alice=" + TestService.ALICE))) {
        Caller alice = service.caller(TestService.ALICE);
        try (EventSource stream =
            EventSource.open(
                service.port(), TestService.ALICE, "?after=latest", Optional.empty())) {
          assertThat(stream.next("retry: ")).isEqualTo("2000");
          String before = alice.open();
          assertThat(stream.next("data: ")).contains(before);

          proxy.refuse();
          Await.until(
              "the stream has failed to look",
              SOON,
              () -> service.errors().contains("streams of them go on"));
          stream.next(":");

          proxy.forward();
          Await.until("the database is back", SOON, () -> alice.get("/files").status() == 200);
          String after = alice.open();
          assertThat(stream.next("data: ")).contains(after);
        }
      }
    }
  }
}
