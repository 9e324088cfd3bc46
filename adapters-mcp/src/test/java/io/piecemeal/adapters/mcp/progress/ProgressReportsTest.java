package io.piecemeal.adapters.mcp.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.storage.ByteCount;
import io.piecemeal.mcp.protocol.rpc.ProgressToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Which of what a call reaches becomes a message. */
class ProgressReportsTest {

  private static final Optional<ByteCount> UNKNOWN = Optional.empty();

  private final AtomicLong clock = new AtomicLong(5);
  private final List<Object> sent = new ArrayList<>();
  private final ProgressReports reports =
      new ProgressReports(
          new ProgressToken("t"),
          message -> sent.add(Objects.requireNonNull(message.get("params"))),
          clock::get);

  private void passes(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private void reach(long bytes) {
    reports.reached(new ByteCount(bytes), UNKNOWN);
  }

  @Test
  void callThatIsDoneAtOnceReportsNothing() {
    reach(10);
    passes(ProgressReports.INTERVAL.minusNanos(1));
    reach(20);
    assertThat(sent).isEmpty();
  }

  @Test
  void longOneReportsOnceInASecond() {
    passes(ProgressReports.INTERVAL);
    reach(10);
    reach(20);
    passes(ProgressReports.INTERVAL);
    reports.reached(new ByteCount(30), Optional.of(new ByteCount(40)));
    assertThat(sent)
        .containsExactly(
            Map.of("progressToken", "t", "progress", 10L),
            Map.of("progressToken", "t", "progress", 30L, "total", 40L));
  }

  @Test
  void eachReportIsOfMoreThanTheOneBefore() {
    passes(ProgressReports.INTERVAL);
    reach(10);
    passes(ProgressReports.INTERVAL);
    reach(10);
    reach(4);
    assertThat(sent).hasSize(1);
  }

  @Test
  void whoReportsWithoutAListenerIsHeardByNobody() {
    Progress.current().reached(new ByteCount(1), UNKNOWN);
    List<ByteCount> heard = new ArrayList<>();
    Object result =
        Progress.during(
            (done, total) -> heard.add(done),
            () -> {
              Progress.current().reached(new ByteCount(2), UNKNOWN);
              return "done";
            });
    assertThat(result).isEqualTo("done");
    assertThat(heard).containsExactly(new ByteCount(2));
  }
}
