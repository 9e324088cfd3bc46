package io.piecemeal.faults.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.piecemeal.faults.account.FileState.Stage;
import io.piecemeal.faults.account.Finding;
import io.piecemeal.faults.account.Finding.Kind;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HeardTest {

  private final Heard heard = new Heard("read");

  private void told(int id, String type) {
    heard.event(
        new ObjectMapper()
            .createObjectNode()
            .put("id", "evt_" + id)
            .put("type", type)
            .set("data", new ObjectMapper().createObjectNode().put("file_id", "f")));
  }

  private static Map<String, Set<Stage>> reached(Stage... stages) {
    return Map.of("f", Set.of(stages));
  }

  @Test
  void whatWasToldInOrderIsRight() {
    told(1, "file.created");
    told(2, "file.completed");
    told(3, "file.deleted");

    assertThat(heard.hasAll(reached(Stage.UPLOADING, Stage.COMPLETE, Stage.DELETED))).isTrue();
    assertThat(heard.findings(reached(Stage.COMPLETE, Stage.DELETED))).isEmpty();
  }

  @Test
  void whatWasNotToldIsLost() {
    told(1, "file.created");

    assertThat(heard.hasAll(reached(Stage.COMPLETE))).isFalse();
    assertThat(heard.findings(reached(Stage.COMPLETE)))
        .extracting(Finding::kind)
        .containsExactly(Kind.LOST);
  }

  @Test
  void aWrongOrderIsFound() {
    told(2, "file.completed");
    told(1, "file.created");

    assertThat(heard.findings(Map.of())).extracting(Finding::kind).containsExactly(Kind.MISPLACED);
  }

  @Test
  void whatIsToldAgainCountsOnce() {
    told(1, "file.created");
    told(2, "file.completed");
    told(1, "file.created");

    assertThat(heard.findings(Map.of())).isEmpty();
    assertThat(heard.figures()).isEqualTo("read=2 read-again=1");
  }
}
