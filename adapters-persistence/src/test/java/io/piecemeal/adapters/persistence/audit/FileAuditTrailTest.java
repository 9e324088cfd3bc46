package io.piecemeal.adapters.persistence.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.adapters.persistence.audit.FileAuditTrail.Loss;
import io.piecemeal.application.port.out.AuditEvent;
import io.piecemeal.application.port.out.AuditEvent.Action;
import io.piecemeal.application.port.out.AuditTrail;
import io.piecemeal.domain.access.Owner;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.testkit.AuditTrailContract;
import io.piecemeal.testkit.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileAuditTrailTest extends AuditTrailContract {

  private static final AuditEvent EVENT =
      new AuditEvent(
          Action.SESSION_OPENED,
          Optional.of(new Owner("alice")),
          Optional.empty(),
          Optional.empty(),
          AuditEvent.DONE);

  @TempDir private Path folder;
  private final Map<String, String> context = new HashMap<>();
  private final List<String> told = new ArrayList<>();

  private final FileAuditTrail.Watch watch =
      new FileAuditTrail.Watch() {
        @Override
        public void failed(IOException reason) {
          told.add("failed");
        }

        @Override
        public void dropped() {
          told.add("dropped");
        }

        @Override
        public void recovered() {
          told.add("recovered");
        }
      };

  private Path path() {
    return folder.resolve("trail").resolve("audit.jsonl");
  }

  private FileAuditTrail trail(long full, Loss onLoss) {
    return new FileAuditTrail(path(), full, new TestClock(), () -> context, onLoss, watch);
  }

  @Override
  protected AuditTrail newTrail() {
    mend();
    return trail(1 << 20, Loss.STOPS_CHANGES);
  }

  /** There is a file where the folder was. */
  @Override
  protected void breakDown() {
    try {
      Files.move(path().getParent(), folder.resolve("away"));
      Files.createFile(path().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void mend() {
    try {
      Files.deleteIfExists(path().getParent());
      if (Files.exists(folder.resolve("away"))) {
        Files.move(folder.resolve("away"), path().getParent());
      } else {
        Files.createDirectory(path().getParent());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> lines() throws IOException {
    return Files.exists(path()) ? Files.readAllLines(path()) : List.of();
  }

  @Override
  protected List<AuditEvent> written() {
    try {
      return lines().stream().map(FileAuditTrailTest::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AuditEvent read(String line) {
    return new AuditEvent(
        Action.valueOf(
            member(line, "action").orElseThrow().toUpperCase(Locale.ROOT).replace('-', '_')),
        member(line, "owner").map(Owner::new),
        member(line, "file").flatMap(FileId::parse),
        member(line, "subject"),
        member(line, "outcome").orElseThrow());
  }

  private static Optional<String> member(String line, String name) {
    Matcher member = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(line);
    return member.find() ? Optional.of(member.group(1)) : Optional.empty();
  }

  @Test
  void aLineSaysWhenFromWhereAndByWhichKey() throws IOException {
    AuditTrail trail = newTrail();
    context.put("from", "192.0.2.7");
    context.put("credential", "abcd1234");
    context.put("request_id", "r\"1\\\u00e4\n");
    trail.record(EVENT);
    assertThat(lines())
        .containsExactly(
            "{\"seq\":1,\"previous\":\"%s\",\"time\":\"2026-04-13T05:32:04.123Z\","
                    .formatted("0".repeat(64))
                + "\"action\":\"session-opened\",\"outcome\":\"done\",\"owner\":\"alice\","
                + "\"credential\":\"abcd1234\",\"from\":\"192.0.2.7\","
                + "\"request_id\":\"r\\u00221\\u005c\\u00e4\\u000a\"}");
  }

  @Test
  void theChainGoesOnInTheNextFileAndTheNextProcess() throws IOException {
    mend();
    FileAuditTrail trail = trail(1, Loss.IS_COUNTED);
    trail.record(EVENT);
    trail.record(EVENT);
    FileAuditTrail next = trail(1 << 20, Loss.IS_COUNTED);
    next.record(EVENT);
    next.record(EVENT);
    FileAuditTrail beside = trail(1 << 20, Loss.IS_COUNTED);
    beside.record(EVENT);
    next.record(EVENT);

    AuditCheck check = AuditCheck.of(files(), OptionalLong.empty());
    assertThat(check.faults()).isEmpty();
    assertThat(check.lines()).isEqualTo(6);
    assertThat(check.last()).isEqualTo(6);
    assertThat(files()).hasSize(3);
  }

  @Test
  void aFullFileThatCannotBeRenamedTakesEachEventOnce() throws IOException {
    mend();
    FileAuditTrail trail = trail(1, Loss.IS_COUNTED);
    Files.createFile(path().resolveSibling("audit.jsonl.1"));
    trail.record(EVENT);
    trail.record(EVENT);

    AuditCheck check = AuditCheck.of(files(), OptionalLong.empty());
    assertThat(check.faults()).isEmpty();
    assertThat(check.lines()).isEqualTo(2);
    assertThat(told).isEmpty();
  }

  /** In the order in which they were filled. */
  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(path().getParent())) {
      return all.filter(file -> !file.toString().endsWith(".lock"))
          .sorted(
              Comparator.comparing(
                  file -> file.equals(path()) ? "z" : file.getFileName().toString()))
          .toList();
    }
  }

  @Test
  void aLineThatIsRemovedChangedOrMovedIsFound() throws IOException {
    mend();
    FileAuditTrail trail = trail(1 << 20, Loss.IS_COUNTED);
    for (int i = 0; i < 4; i++) {
      trail.record(EVENT);
    }
    List<String> whole = lines();
    assertThat(faults(whole)).isEmpty();
    assertThat(faults(whole.subList(1, 4))).isEmpty();
    assertThat(faults(List.of(whole.get(0), whole.get(2), whole.get(3)))).hasSize(1);
    assertThat(faults(List.of(whole.get(0), whole.get(2), whole.get(1), whole.get(3))))
        .isNotEmpty();
    assertThat(
            faults(
                List.of(
                    whole.get(0),
                    whole.get(1).replace("alice", "mallory"),
                    whole.get(2),
                    whole.get(3))))
        .hasSize(1);
  }

  @Test
  void linesThatAreMissingAtTheBeginningAreFoundWhereAFileOrTheCallerTellsTheFirst()
      throws IOException {
    mend();
    for (int i = 0; i < 2; i++) {
      trail(1, Loss.IS_COUNTED).record(EVENT);
    }
    FileAuditTrail trail = trail(1 << 20, Loss.IS_COUNTED);
    for (int i = 0; i < 6; i++) {
      trail.record(EVENT);
    }
    List<Path> all = files();
    AuditCheck last = AuditCheck.of(List.of(path()), OptionalLong.empty());
    assertThat(last.faults()).isEmpty();
    assertThat(last.first()).isEqualTo(3);
    assertThat(last.before()).hasValue(all.get(1));

    Files.write(path(), lines().subList(4, 6));
    assertThat(AuditCheck.of(List.of(path()), OptionalLong.empty()).faults())
        .containsExactly(
            path() + ":1: line 7 does not follow line 2 as it was written; 4 are missing");
    assertThat(AuditCheck.of(all, OptionalLong.empty()).faults())
        .singleElement()
        .asString()
        .endsWith("; 4 are missing");
    Files.delete(all.get(0));
    Files.delete(all.get(1));
    AuditCheck alone = AuditCheck.of(List.of(path()), OptionalLong.empty());
    assertThat(alone.faults()).isEmpty();
    assertThat(alone.first()).isEqualTo(7);
    assertThat(alone.before()).isEmpty();
    assertThat(AuditCheck.of(List.of(path()), OptionalLong.of(1)).faults())
        .singleElement()
        .asString()
        .endsWith("; 6 are missing");
  }

  @Test
  void nobodyButTheServiceAndItsGroupReadsTheFile() throws IOException {
    mend();
    trail(1 << 20, Loss.IS_COUNTED).record(EVENT);
    for (Path file : List.of(path(), path().resolveSibling("audit.jsonl.lock"))) {
      assertThat(Files.getPosixFilePermissions(file))
          .doesNotContainAnyElementsOf(PosixFilePermissions.fromString("----wxrwx"));
    }
  }

  @Test
  void aFileThatCannotBeOpenedIsToldBeforeThereIsAnEvent() throws IOException {
    mend();
    FileAuditTrail.requireOpen(path());
    assertThat(lines()).isEmpty();
    breakDown();
    assertThatThrownBy(() -> FileAuditTrail.requireOpen(path())).isInstanceOf(IOException.class);
  }

  private List<String> faults(List<String> lines) throws IOException {
    Path file = folder.resolve("copy");
    Files.write(file, lines);
    return AuditCheck.of(List.of(file), OptionalLong.empty()).faults();
  }

  @Test
  void aLineThatALossOfPowerCutIsEndedAndFound() throws IOException {
    mend();
    trail(1 << 20, Loss.IS_COUNTED).record(EVENT);
    Files.writeString(path(), lines().getFirst() + "\n{\"seq\":2,\"prev");
    trail(1 << 20, Loss.IS_COUNTED).record(EVENT);

    assertThat(lines()).hasSize(3);
    assertThat(AuditCheck.of(List.of(path()), OptionalLong.empty()).faults())
        .singleElement()
        .asString()
        .endsWith("audit.jsonl:2: not a whole line");
  }

  @Test
  void whereLossIsOnlyCountedChangesGoOnAndTheLossIsTold() throws IOException {
    mend();
    FileAuditTrail trail = trail(1 << 30, Loss.IS_COUNTED);
    breakDown();
    for (int i = 0; i <= FileAuditTrail.MOST_KEPT; i++) {
      trail.record(EVENT);
    }
    assertThatCode(trail::requireWorking).doesNotThrowAnyException();
    assertThat(told).contains("failed").containsOnlyOnce("dropped").doesNotContain("recovered");

    mend();
    trail.record(EVENT);
    assertThat(told).endsWith("dropped", "recovered");
    assertThat(lines()).hasSize(FileAuditTrail.MOST_KEPT + 1);
    assertThat(lines().getLast()).contains("\"action\":\"events-dropped\",\"count\":2}");
  }
}
