package io.piecemeal.tus.suite;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Tries a server and prints what it does. */
@Command(
    name = "tus-suite",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Tries a server of tus 1.0, case by case, over raw HTTP. With --draft it tries one of the IETF's",
      "draft Resumable Uploads for HTTP instead. It leaves some uploads there, most of them small.",
      "Exits with 1 if the server does not do what the protocol's MUST says."
    })
public final class Main implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--url", required = true, description = "where uploads are created")
  private URI url = URI.create("");

  @Option(
      names = "--draft",
      paramLabel = "VERSION",
      split = ",",
      converter = RevisionConverter.class,
      description =
          "interop versions of the IETF's draft: 3, 5, 6, 8, 9 or none, with commas between them")
  private List<IetfRevision> draft = new ArrayList<>();

  @Option(
      names = "--field",
      paramLabel = "'NAME: VALUE'",
      description = "a header field for each request, such as one with a key; may be repeated")
  private List<String> fields = new ArrayList<>();

  @Option(names = "--origin", description = "of a page in a browser that may call the server")
  private Optional<String> origin = Optional.empty();

  @Option(
      names = "--content",
      paramLabel = "URL",
      description =
          "where the bytes of an upload are read; {id} stands for the last segment of its URL, {url}"
              + " for all of it. Without it bytes are not compared")
  private Optional<String> content = Optional.empty();

  @Option(
      names = "--expiry",
      paramLabel = "PT5S",
      description = "how long uploads live at most, if that is short enough to wait for")
  private Optional<Duration> expiry = Optional.empty();

  @Option(
      names = "--limited",
      description = "the server refuses a caller who sends 2,000 requests in a row")
  private boolean limited;

  @Option(names = "--only", paramLabel = "TEXT", description = "cases whose names contain this")
  private String only = "";

  /** Reads a version as the draft writes it. */
  static final class RevisionConverter implements ITypeConverter<IetfRevision> {
    @Override
    public IetfRevision convert(String number) {
      try {
        return IetfRevision.of(number);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Runs the command and ends the process. */
  public static void main(String... args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() {
    PrintWriter out = new CommandLine(Objects.requireNonNull(spec)).getOut();
    Server server = new Server(url, List.copyOf(fields), origin, content, expiry, limited);
    Map<Outcome.Kind, Integer> counts = new EnumMap<>(Outcome.Kind.class);
    int broken = 0;
    for (Case one : cases()) {
      if (one.id().contains(only)) {
        Outcome outcome = one.run(server);
        out.println(outcome);
        out.flush();
        counts.merge(outcome.kind(), 1, Integer::sum);
        if (outcome.kind() == Outcome.Kind.DIFFERS && one.level() == Level.MUST) {
          broken++;
        }
      }
    }
    out.println("%s; %d differ from a MUST".formatted(counts, broken));
    out.flush();
    return broken > 0 ? 1 : 0;
  }

  private List<Case> cases() {
    return draft.isEmpty()
        ? Suite.cases()
        : draft.stream().flatMap(one -> IetfSuite.cases(one).stream()).toList();
  }
}
