package io.piecemeal.faults.command;

import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.flood.FloodRun;
import io.piecemeal.faults.subject.Build;
import io.piecemeal.harness.work.WorkFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Callers that take all they can get. */
@Command(
    name = "flood",
    description =
        "Heads, descriptors, half-sent bodies, unread downloads and more from one side, while"
            + " another owner wants an answer within a second.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class FloodCommand extends Harness {

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "The heap of the service, such as 64m (default that of the launcher)")
  private Optional<String> heap = Optional.empty();

  @Option(
      names = "--descriptors",
      defaultValue = "4096",
      description = "What the service may have open at once (default ${DEFAULT-VALUE})")
  private int descriptors;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "How long each attack goes on (default ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--attack",
      paramLabel = "NAME",
      defaultValue = "",
      description = "The only attack, such as head-lines (default all)")
  private String attack = "";

  @Override
  Verdict run(WorkFolder work, Build build, long seed)
      throws IOException, InterruptedException, ExecutionException {
    List<String> options =
        heap.map(size -> List.of("-Xmx" + size, "-XX:+ExitOnOutOfMemoryError"))
            .orElse(List.of("-XX:+ExitOnOutOfMemoryError"));
    FloodRun run = new FloodRun(work, build.with(options), descriptors, this::say);
    List<Finding> findings = run.run(attack, Duration.ofSeconds(seconds));
    return new Verdict(
        "heap=%s descriptors=%d slowest-ms=%d findings=%d;"
            .formatted(
                heap.orElse("default"), descriptors, run.worst().toMillis(), findings.size()),
        findings);
  }
}
