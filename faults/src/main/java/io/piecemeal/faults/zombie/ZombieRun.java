package io.piecemeal.faults.zombie;

import io.piecemeal.embedded.postgres.EmbeddedPostgres;
import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.client.Answer;
import io.piecemeal.faults.client.Caller;
import io.piecemeal.faults.client.FileCalls;
import io.piecemeal.faults.history.FileHistory;
import io.piecemeal.faults.history.Nodes;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.faults.subject.Target;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Holds the commit of a chunk on its way to the database, lets others append at the same place
 * meanwhile, and lets it go on, late, cut off or both.
 */
public final class ZombieRun {

  /** Short enough for a segment, and long enough for a file of its own. */
  private static final int[] LENGTHS = {40, 30_000, 900_000};

  private final Meeting meeting;
  private final PostgresProxy proxy;
  private final Target behindProxy;
  private final Target direct;
  private final SplittableRandom random;
  private final long seed;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
  private int ambiguous;
  private int lateFacts;
  private int unheld;

  /** Starts a database, a proxy, and a service on either side of it. */
  public ZombieRun(WorkFolder folder, Build build, long seed)
      throws IOException, InterruptedException {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    Nodes nodes = Nodes.start(folder, build, 1);
    EmbeddedPostgres database = nodes.database();
    this.direct = nodes.targets().getFirst();
    URI url = URI.create(database.jdbcUrl().substring("jdbc:".length()));
    this.proxy = folder.own(PostgresProxy.start(url.getPort()));
    this.meeting = new Meeting(proxy, database);
    String detour = database.jdbcUrl().replace(":" + url.getPort() + "/", ":" + proxy.port() + "/");
    this.behindProxy = nodes.startDetoured(folder, build, "behind-proxy", detour);
  }

  /** Plays all fates in turn; those that no connection is left for take half a minute each. */
  public void run(int rounds, int unsettledRounds)
      throws IOException, InterruptedException, ExecutionException {
    Fate[] quick = {Fate.LATE, Fate.TERMINATED, Fate.CUT_BEFORE, Fate.CUT_AFTER, Fate.ZOMBIE};
    for (int round = 0; round < rounds && findings.isEmpty(); round++) {
      play(quick[round % quick.length], round);
    }
    for (int round = 0; round < unsettledRounds && findings.isEmpty(); round++) {
      play(Fate.ZOMBIE_UNSETTLED, rounds + round);
    }
  }

  /** What was found. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** All figures, for the one line. */
  public String figures() {
    return "%s ambiguous=%d late-facts=%d unheld=%d violations=%d"
        .formatted(fates, ambiguous, lateFacts, unheld, findings.size());
  }

  private void play(Fate fate, int round)
      throws IOException, InterruptedException, ExecutionException {
    fates.merge(fate, 1, Integer::sum);
    try (Caller held = new Caller(behindProxy.port());
        Caller other = new Caller(direct.port())) {
      FileCalls others = new FileCalls(other);
      FileHistory history = new FileHistory(open(others), seed, round);
      String _ = history.append(others, 100, OptionalLong.empty());
      OptionalLong offset = random.nextBoolean() ? OptionalLong.of(100) : OptionalLong.empty();
      int length = LENGTHS[random.nextInt(LENGTHS.length)];
      Trap trap = proxy.setTrap(history.id());
      CompletableFuture<String> answer =
          CompletableFuture.supplyAsync(() -> history.append(new FileCalls(held), length, offset));
      Optional<Link> link = trap.await(answer);
      if (link.isEmpty()) {
        // The service noticed only now that an earlier cut took this connection as well.
        unheld++;
      }
      String outcome =
          link.isPresent()
              ? meeting.meet(fate, link.get(), () -> appendByOthers(history, others), answer)
              : answer.get();
      history.look(others);
      ambiguous += history.isAmbiguous() ? 1 : 0;
      lateFacts += history.hasLateFacts() ? 1 : 0;
      history
          .violation()
          .ifPresent(
              text ->
                  findings.add(
                      new Finding(
                          Finding.Kind.INCONSISTENT,
                          history.id(),
                          "%s, answered %s: %s".formatted(fate, outcome, text))));
    }
  }

  private void appendByOthers(FileHistory history, FileCalls others) {
    int count = random.nextInt(3);
    for (int chunk = 0; chunk < count; chunk++) {
      boolean samePlace = chunk == 0 && random.nextBoolean();
      String _ =
          history.append(others, 60, samePlace ? OptionalLong.of(100) : OptionalLong.empty());
    }
  }

  private static String open(FileCalls calls) throws IOException {
    if (calls.open() instanceof Answer.Done done) {
      return done.body().path("file_id").asText();
    }
    throw new IOException("no session was opened");
  }
}
