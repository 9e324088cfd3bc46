package io.piecemeal.harness.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServiceJarTest {

  /** Surefire runs in the folder of the module. */
  private static final Path LAUNCHER = Path.of("..", "piecemeal");

  private static final Pattern FLAGS = Pattern.compile("(?m)^(?:flags|memory)=\\((.*)\\)$");
  private static final Pattern COLLECTOR = Pattern.compile("(?m)^collector=(\\S+)$");
  private static final Pattern LOGS = Pattern.compile("-Xlog:[^\\s)]+");

  @Test
  void itIsStartedWithTheFlagsOfTheLauncher() throws IOException {
    String launcher = Files.readString(LAUNCHER);

    List<String> flags =
        Stream.of(
                FLAGS
                    .matcher(launcher)
                    .results()
                    .flatMap(line -> Stream.of(line.group(1).split(" "))),
                COLLECTOR.matcher(launcher).results().map(option -> option.group(1)),
                LOGS.matcher(launcher).results().map(MatchResult::group))
            .flatMap(part -> part)
            .toList();

    assertThat(ServiceJar.FLAGS).containsExactlyInAnyOrderElementsOf(flags);
  }
}
