package io.piecemeal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An outage leaves lines in the log that can be read, and few of them. */
class OutageLogTest {

  private static final Duration LONG = Duration.ofMinutes(3);
  private static final Pattern FIRST_KEY = Pattern.compile("pm_[\\w-]+");

  /** Seconds that a kind of line may have passed without another. */
  private static final int ONE_LINE_IN = 10;

  /** Of jobs, probes, and of requests that fail by what they were doing. */
  private static final int KINDS = 12;

  private static final int LONGEST_LINE = 1_000;

  @Test
  void aDatabaseThatIsAwayLeavesOneLineOfAKindInTenSecondsAndNoStack() throws Exception {
    Sql server = Sql.newDatabase();
    URI direct = URI.create(server.jdbcUrl().substring("jdbc:".length()));
    try (TcpProxy proxy = TcpProxy.to(new InetSocketAddress(direct.getHost(), direct.getPort()))) {
      String url = server.jdbcUrl().replace(":" + direct.getPort(), ":" + proxy.port());
      // No key in the settings, so that the one that is used is looked for in the database.
      Map<String, String> environment =
          new HashMap<>(new Sql(url, server.user(), server.password()).environment(""));
      environment.remove("PIECEMEAL_API_KEYS");
      try (ServiceProcess service =
          ServiceProcess.start(
              TestService.newDataDirectory().resolve("data"),
              environment,
              "--collect-interval=1s")) {
        Caller caller =
            service.caller(
                FIRST_KEY.matcher(service.output()).results().findFirst().orElseThrow().group());
        caller.open();
        long start = System.nanoTime();
        proxy.refuse();
        int[] requests = {0};
        Await.until(
            "requests, probes and jobs have failed",
            LONG,
            () -> {
              requests[0]++;
              return caller.get("/files").status() == 503
                  && readiness(caller) == 503
                  && Stream.of("storage failed", "database does not", "high-water", "compacting")
                      .allMatch(service.errors()::contains);
            });
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        List<String> warnings =
            service.errors().lines().filter(line -> !line.contains(" INFO ")).toList();
        assertThat(warnings)
            .as("%d requests in %d s", requests[0], seconds)
            .allSatisfy(
                line ->
                    assertThat(line)
                        .contains(" WARN ")
                        .doesNotContain(" at io.", " at java.", " at org.", " at com.")
                        .hasSizeLessThan(LONGEST_LINE))
            .hasSizeLessThan(KINDS * (int) (1 + seconds / ONE_LINE_IN));
        proxy.forward();
        Await.until("it is back", LONG, () -> caller.get("/files").status() == 200);
      }
    }
  }

  private static int readiness(Caller caller) throws Exception {
    return Caller.CLIENT
        .send(caller.anonymous("/health/ready").build(), BodyHandlers.discarding())
        .statusCode();
  }
}
