package io.piecemeal.faults.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.piecemeal.embedded.postgres.EmbeddedPostgres;
import io.piecemeal.faults.client.Answer;
import io.piecemeal.faults.powercut.Disk;
import io.piecemeal.harness.proc.FreePort;
import io.piecemeal.harness.service.ServiceJar;
import io.piecemeal.harness.watch.FasterTime;
import io.piecemeal.harness.watch.Prometheus;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Each alert of {@code deploy/prometheus/alerts.yaml} fires in a real Prometheus when its fault is
 * there, and none fires for a service that is well. Time goes 20 times as fast: for the rules, the
 * scrapes and what the services measure now and then.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertsGate {

  private static final FasterTime TIME = new FasterTime(20);
  private static final Path HOME = Path.of(System.getProperty("piecemeal.home")).normalize();
  private static final Duration PACE = Duration.ofMillis(200);
  private static final int FILLED_AT_ONCE = 128 << 10;

  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> beside = new ArrayList<>();
  private final Set<String> shown = new TreeSet<>();

  private WorkFolder folder;
  private EmbeddedPostgres database;
  private ServiceJar jar;

  @BeforeAll
  void lookWhatIsThere() throws Exception {
    Stream.of(Prometheus.missing(), Disk.missing())
        .flatMap(Optional::stream)
        .forEach(missing -> assumeTrue(false, "skipped: " + missing));
    Optional<ServiceJar> packaged = ServiceJar.of(HOME);
    assumeTrue(packaged.isPresent(), "skipped: the service is not packaged: mvn verify does");
    jar = packaged.get();
    folder = WorkFolder.create(HOME.resolve("faults/target/work"), "alerts-");
    folder.closeAtExit();
    database =
        folder.own(
            EmbeddedPostgres.startOnLoopback(folder.path().resolve("postgres"), FreePort::find));
  }

  @AfterAll
  void end() throws Exception {
    enough.set(true);
    try {
      for (Future<?> each : beside) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
      http.close();
      if (folder != null) {
        folder.close();
      }
    }
  }

  @Test
  void eachAlertFiresWhenItsFaultIsThereAndNoneWithout() throws Exception {
    Disk well = disk("well");
    Disk small = disk("small");
    Disk lost = disk("lost");
    Disk below = disk("below");
    Disk above = folder.own(Disk.withoutJournal(below.path()));
    above.mount();
    EmbeddedPostgres other =
        folder.own(
            EmbeddedPostgres.startOnLoopback(folder.path().resolve("other"), FreePort::find));
    Watched healthy = start("healthy", well.path(), database);
    Watched abused = start("abused", small.path(), database, "--quota-sessions", "8");
    Watched orphaned =
        start("orphaned", well.path(), other, "--scanner", "tcp://127.0.0.1:" + FreePort.find());
    Watched unsynced = start("unsynced", above.path(), database);
    Watched cut = start("cut", lost.path(), database);
    Map<String, String> services = new LinkedHashMap<>();
    for (Watched each : List.of(healthy, abused, orphaned, unsynced, cut)) {
      services.put(each.name(), each.address());
    }
    Alarms alarms = new Alarms(Prometheus.start(folder, HOME, TIME, services));
    AlertFaults faults = new AlertFaults(alarms, threads, http, shown);
    String file = healthy.opened();
    keepDoing(
        () -> assertThat(healthy.append(file, AlertFaults.SHORT)).isInstanceOf(Answer.Done.class));

    // It takes the longest, so the others come meanwhile.
    Filler filler = folder.own(new Filler(small.path()));
    String filling = "PiecemealDiskFillsUp";
    faults.requireCalm(filling, abused);
    faults.completeUnscanned(orphaned);
    keepDoing(() -> filler.take(FILLED_AT_ONCE));
    faults.failToSync(unsynced, below);
    faults.fires(AlertFaults.SCANS_WAIT, orphaned, AlertFaults.NOTHING);
    faults.loseTheDatabase(orphaned, other);
    faults.loseTheDisk(cut, lost);
    faults.abuse(abused);
    faults.fires(filling, abused, AlertFaults.NOTHING);
    faults.fillTheDisk(abused, filler);

    System.out.println("fired: " + alarms.everFired());
    assertThat(shown).isEqualTo(alarms.known());
    // A machine that stands still for three seconds looks like a service that is down for a minute.
    alarms.awaitEnd("PiecemealDown", healthy.name());
    assertThat(alarms.everFired())
        .filteredOn(fired -> !fired.equals("PiecemealDown healthy"))
        .noneMatch(fired -> fired.endsWith(" healthy"));
    assertThat(alarms.scrapes("healthy")).isGreaterThan(100);
  }

  /** Does it at a steady pace until the end. */
  private void keepDoing(Alarms.Provocation work) {
    beside.add(
        threads.submit(
            () -> {
              while (!enough.get()) {
                work.again();
                LockSupport.parkNanos(PACE.toNanos());
              }
              return null;
            }));
  }

  private Disk disk(String name) throws IOException, InterruptedException {
    Disk disk = folder.own(Disk.create(folder.newFolder(name)));
    disk.mount();
    return disk;
  }

  private Watched start(String name, Path disk, EmbeddedPostgres on, String... settings)
      throws IOException, InterruptedException {
    return Watched.start(folder, jar, TIME, name, disk.resolve(name), on, settings);
  }
}
