package io.piecemeal.benchmarks.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Single steps of the way of a chunk, measured by JMH. */
@Command(
    name = "micro",
    description = {
      "Measure single steps with JMH, whose options follow: micro -h lists them.",
      "micro -prof gc ChunkScan also tells what is allocated (gc.alloc.rate.norm)."
    })
final class MicroCommand implements Callable<Integer> {

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    org.openjdk.jmh.Main.main(arguments.toArray(String[]::new));
    return 0;
  }
}
