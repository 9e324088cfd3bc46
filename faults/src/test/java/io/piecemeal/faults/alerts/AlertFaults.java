package io.piecemeal.faults.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.embedded.postgres.EmbeddedPostgres;
import io.piecemeal.faults.client.Answer;
import io.piecemeal.faults.powercut.Disk;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Faults, each with the alert that is silent before it and fires afterwards.
 *
 * @param shown the alerts that fired
 */
record AlertFaults(Alarms alarms, ExecutorService threads, HttpClient http, Set<String> shown) {

  static final Alarms.Provocation NOTHING = () -> {};
  static final int SHORT = 100;
  static final String SCANS_WAIT = "PiecemealScansWait";

  /** Larger than what is kept in the database, and than what shares a file with others. */
  private static final int LARGE = 2 << 20;

  /** What is to stay free as long as nobody says otherwise. */
  private static final long RESERVED = 256L << 20;

  private static final int UNAUTHORIZED = 401;

  /** What callers and operators do. */
  void abuse(Watched abused) throws Exception {
    requireCalm("PiecemealKeysRefused", abused);
    fires(
        "PiecemealKeysRefused",
        abused,
        () -> assertThat(abused.askWithWrongKey(http)).isEqualTo(UNAUTHORIZED));
    alarms.awaitEnd("PiecemealKeysRefused", abused.name());

    String file = abused.opened();
    requireCalm("PiecemealSlowCommits", abused);
    assertThat(abused.append(file, LARGE)).isInstanceOf(Answer.Done.class);
    AtomicBoolean held = new AtomicBoolean(true);
    Future<?> holder =
        threads.submit(
            () -> {
              while (held.get()) {
                abused.sql("LOCK TABLE file IN SHARE MODE", "SELECT pg_sleep(1.5)");
              }
              return null;
            });
    fires("PiecemealSlowCommits", abused, () -> abused.append(file, SHORT));
    held.set(false);
    holder.get();

    requireCalm("PiecemealQuotaRefusals", abused);
    fires("PiecemealQuotaRefusals", abused, abused::open);

    requireCalm("PiecemealDamagedFiles", abused);
    abused.damageObjects();
    // Who reads it finds it, also before it is looked for.
    assertThatThrownBy(() -> abused.read(file)).isInstanceOf(IOException.class);
    fires("PiecemealDamagedFiles", abused, NOTHING);

    requireCalm("PiecemealCollectionHeld", abused);
    // As it is after a restore from a backup.
    abused.sql("UPDATE high_water SET mark = mark - 1");
    fires("PiecemealCollectionHeld", abused, NOTHING);
  }

  /** Nothing listens where its scanner should; what is complete is looked at by nobody. */
  void completeUnscanned(Watched unscanned) throws Exception {
    requireCalm(SCANS_WAIT, unscanned);
    String file = unscanned.opened();
    assertThat(unscanned.append(file, SHORT)).isInstanceOf(Answer.Done.class);
    assertThat(unscanned.complete(file, SHORT)).isInstanceOf(Answer.Done.class);
  }

  /** Its database ends. */
  void loseTheDatabase(Watched orphaned, EmbeddedPostgres other) throws Exception {
    List<String> all =
        List.of("PiecemealDatabaseDown", "PiecemealChunksFail", "PiecemealServerErrors");
    String file = orphaned.opened();
    assertThat(orphaned.append(file, LARGE)).isInstanceOf(Answer.Done.class);
    for (String alert : all) {
      requireCalm(alert, orphaned);
    }
    other.close();
    for (String alert : all) {
      fires(alert, orphaned, () -> orphaned.append(file, LARGE));
    }
  }

  /** The disk below its own is lost, so that nothing is synced any more. */
  void failToSync(Watched unsynced, Disk below) throws Exception {
    String file = unsynced.opened();
    assertThat(unsynced.append(file, LARGE)).isInstanceOf(Answer.Done.class);
    requireCalm("PiecemealStorageReadOnly", unsynced);
    below.cut();
    fires("PiecemealStorageReadOnly", unsynced, () -> unsynced.append(file, LARGE));
    assertThat(alarms.isActive("PiecemealStorageDown", unsynced.name()))
        .as("one alert is enough for a node that has become read-only")
        .isFalse();
  }

  /** Its disk is lost, and then its process. */
  void loseTheDisk(Watched cut, Disk lost) throws Exception {
    requireCalm("PiecemealStorageDown", cut);
    lost.cut();
    fires("PiecemealStorageDown", cut, NOTHING);
    requireCalm("PiecemealDown", cut);
    cut.target().killService();
    fires("PiecemealDown", cut, NOTHING);
  }

  /** Else it would not be the fault that it fires for. */
  void requireCalm(String alert, Watched service) throws Exception {
    assertThat(alarms.isActive(alert, service.name())).as("%s before its fault", alert).isFalse();
  }

  /** Waits until an alert fires. */
  void fires(String alert, Watched service, Alarms.Provocation provocation) throws Exception {
    long start = System.nanoTime();
    alarms.await(alert, service.name(), provocation);
    System.out.printf(
        "%s fires for %s after %d ms%n",
        alert, service.name(), (System.nanoTime() - start) / 1_000_000);
    shown.add(alert);
  }

  /** Less is left than is to stay free. */
  void fillTheDisk(Watched abused, Filler filler) throws Exception {
    requireCalm("PiecemealDiskFull", abused);
    filler.leave(RESERVED / 2);
    fires("PiecemealDiskFull", abused, NOTHING);
    assertThat(abused.open()).isEqualTo(new Answer.NotDone("insufficient-storage"));
  }
}
