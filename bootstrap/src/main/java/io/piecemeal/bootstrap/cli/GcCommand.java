package io.piecemeal.bootstrap.cli;

import io.micronaut.context.ApplicationContext;
import io.piecemeal.application.port.in.CollectOrphans;
import io.piecemeal.application.port.in.CollectOrphans.Collected;
import io.piecemeal.application.port.in.CollectOrphans.Tally;
import io.piecemeal.application.port.in.WatchHighWater;
import io.piecemeal.application.port.in.WatchHighWater.Marks;
import io.piecemeal.application.port.in.WatchHighWater.Standing;
import io.piecemeal.bootstrap.cli.MarksTarget.Step;
import io.piecemeal.bootstrap.jobs.GcMessages;
import io.piecemeal.bootstrap.settings.Setting;
import io.piecemeal.bootstrap.settings.SettingConverters;
import io.piecemeal.bootstrap.settings.Settings;
import io.piecemeal.bootstrap.settings.StoreOptions;
import io.piecemeal.bootstrap.wiring.OneShotContext;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Shows and removes objects that are part of no file. */
@Command(
    name = "gc",
    description = "Show and remove objects that are part of no file.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "status | run | hold | release")
public final class GcCommand implements Runnable {

  private static final String URL = "--url";

  /** Taken before the name of what to do as well as behind it. */
  @Option(
      names = URL,
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description =
          "A service that runs, such as https://files.example.org, to ask it and not the database,"
              + " for all but run; PIECEMEAL_ADMIN_KEY has to hold a key with the scope admin"
              + " (PIECEMEAL_URL)")
  private String url = "";

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: status, run, hold or release");
  }

  @Command(
      name = "status",
      description = "Show whether collection is held, and why.",
      mixinStandardHelpOptions = true)
  void status(@Mixin MarksTarget target) {
    printMarks(target.after(url, Step.COMPARE));
  }

  @Command(
      name = "run",
      description = "Count objects that are part of no file, and remove them with --delete.",
      mixinStandardHelpOptions = true)
  int run(
      @Option(names = "--delete", description = "Remove what is found; else it is only counted")
          boolean delete,
      @Option(
              names = "--collect-age",
              paramLabel = "TIME",
              description = "How old they have to be (PIECEMEAL_COLLECT_AGE, default 1h)")
          Optional<Duration> age,
      @Mixin StoreOptions options) {
    if (!url.isBlank()) {
      throw new ParameterException(
          spec.commandLine(),
          "A service removes orphans by itself (PIECEMEAL_COLLECT_INTERVAL); gc run works beside it,"
              + " on its database and files: leave out "
              + Setting.name(URL)
              + ", or say --url ''");
    }
    List<String> more =
        age.map(time -> List.of("--collect-age=" + SettingConverters.text(time))).orElse(List.of());
    return OneShotContext.on(options, more, context -> delete ? collect(context) : count(context));
  }

  private int count(ApplicationContext context) {
    print(collector(context).count());
    out().println("Nothing was removed; --delete does that.");
    sayWhatIsLeftOut(context);
    return 0;
  }

  private int collect(ApplicationContext context) {
    Optional<Collected> collected = collector(context).collect();
    if (collected.isEmpty()) {
      printMarks(highWater(context).compare());
      return 1;
    }
    print(collected.get());
    sayWhatIsLeftOut(context);
    return 0;
  }

  /** An upload that goes on has objects that are part of no file yet. */
  private void sayWhatIsLeftOut(ApplicationContext context) {
    Duration age = context.getBean(Settings.class).upkeep().collectAge();
    if (age.isPositive()) {
      out()
          .printf(
              "What is younger than %s is no orphan yet, and not among them (--collect-age).%n",
              SettingConverters.text(age));
    }
  }

  @Command(
      name = "hold",
      description = "Remove no bytes any more, on all nodes, until release.",
      mixinStandardHelpOptions = true)
  void hold(@Mixin MarksTarget target) {
    printMarks(target.after(url, Step.HOLD));
  }

  @Command(
      name = "release",
      description = "Let collection go on although the database is older than the files.",
      mixinStandardHelpOptions = true)
  void release(@Mixin MarksTarget target) {
    Marks before = target.after(url, Step.COMPARE);
    printMarks(before);
    printMarks(target.after(url, Step.RELEASE));
    if (before.standing() == Standing.HELD) {
      out().println("From now on files and objects that this database does not know are removed.");
    }
  }

  private static CollectOrphans collector(ApplicationContext context) {
    return context.getBean(CollectOrphans.class);
  }

  private static WatchHighWater highWater(ApplicationContext context) {
    return context.getBean(WatchHighWater.class);
  }

  private void print(Collected collected) {
    print("examined", collected.examined());
    print("orphans", collected.orphans());
    print("removed", collected.removed());
  }

  private void print(String what, Tally tally) {
    out().printf("%-12s %12d objects %16s bytes%n", what, tally.objects(), tally.bytes());
  }

  private void printMarks(Marks marks) {
    out().printf("%-12s %s%n", "database", marks.ledger());
    out().printf("%-12s %s%n", "files", marks.store().map(Object::toString).orElse("none"));
    out().printf("%-12s %s%n", "collection", GcMessages.of(marks));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
