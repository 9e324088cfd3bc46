package io.piecemeal.embedded.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/** The steps from a directory to a running server, in their order. */
final class Startup {

  private final Path path;
  private final Duration patience;
  private final Listening listening;
  private final BiFunction<Account, Account, List<RunAs>> candidates;

  Startup(
      Path path,
      Duration patience,
      Listening listening,
      BiFunction<Account, Account, List<RunAs>> candidates) {
    this.path = path;
    this.patience = patience;
    this.listening = listening;
    this.candidates = candidates;
  }

  static Startup of(Path path, Duration patience, Listening listening) {
    return new Startup(path, patience, listening, RunAs::candidates);
  }

  EmbeddedPostgres run() {
    try {
      BinariesArchive archive = BinariesArchive.forThisMachine();
      DatabaseDirectory directory = DatabaseDirectory.open(path);
      directory.requireUsableBy(Account.current());
      DirectoryLock lock = DirectoryLock.acquire(directory);
      try {
        return underLock(lock, directory, archive);
      } catch (Throwable failure) {
        lock.close();
        throw failure;
      }
    } catch (IOException failure) {
      throw new EmbeddedPostgresException(
          "The embedded database in %s cannot be started: %s. Give this process a directory that it can write and that has 200 MB of room, or set PIECEMEAL_DATABASE_URL"
              .formatted(path, failure),
          failure);
    }
  }

  private EmbeddedPostgres underLock(
      DirectoryLock lock, DatabaseDirectory directory, BinariesArchive archive) throws IOException {
    Cluster cluster = new Cluster(directory.cluster());
    Leftover.stop(cluster.data());
    directory.sweep();
    Binaries binaries = Binaries.unpackedIn(directory, archive);
    RunAs runAs = chooseRunAs(directory, binaries, cluster);
    if (cluster.exists()) {
      cluster.requireVersion(archive.majorVersion());
      cluster.giveTo(runAs.account());
    } else {
      new ClusterCreation(directory, binaries, runAs).create(cluster);
    }
    Password password = cluster.password();
    SocketFolder sockets = SocketFolder.prepare(cluster, runAs.account());
    try {
      ServerProcess server =
          new ServerStart(directory, binaries, runAs, cluster, sockets, listening, patience).run();
      return new EmbeddedPostgres(lock, server, sockets, password);
    } catch (Throwable failure) {
      sockets.close();
      throw failure;
    }
  }

  private RunAs chooseRunAs(DatabaseDirectory directory, Binaries binaries, Cluster cluster)
      throws IOException {
    Path owned = cluster.exists() ? cluster.path() : directory.path();
    List<RunAs> all = candidates.apply(Account.current(), Account.ownerOf(owned));
    return new RunAsProbe(directory, binaries).firstThatWorks(all);
  }
}
