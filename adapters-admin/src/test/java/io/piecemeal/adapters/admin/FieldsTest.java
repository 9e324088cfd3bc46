package io.piecemeal.adapters.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.piecemeal.domain.access.Owner;
import io.piecemeal.http.server.json.Members;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FieldsTest {

  private static Optional<Duration> seconds(String value, long least) throws IOException {
    return Fields.seconds(
        Members.read(Requests.body("{\"in\":%s}".formatted(value)), Set.of("in")), "in", least);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1, 1, 1",
    "\"60\", 1, 60",
    // A hundred years of 365 days.
    "3153600000, 1, 3153600000"
  })
  void aTimeIsSecondsFromTheLeastToAHundredYears(String value, long least, long seconds)
      throws IOException {
    assertThat(seconds(value, least)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\""})
  void aTimeThatIsNotGivenIsNone(String value) throws IOException {
    assertThat(seconds(value, 1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "3153600001", "9223372036854775807"})
  void aTimeOutOfBoundsIsRefusedWithTheBounds(String value) {
    assertThat(Requests.refusal(() -> seconds(value, 1)))
        .containsEntry("code", "invalid-field")
        .containsEntry("field", "in")
        .containsEntry(
            "detail", "'in' is refused: it is not a number of seconds from 1 to a hundred years.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "\"1h\"", "\"PT1H\"", "true", "9223372036854775808"})
  void aTimeThatIsNoNumberIsRefused(String value) {
    assertThat(Requests.refusal(() -> seconds(value, 0)))
        .containsEntry("code", "invalid-field")
        .containsEntry("field", "in");
  }

  @Test
  void whatATypeDoesNotTakeIsRefusedInItsOwnWords() {
    assertThat(Fields.read("owner", "alice", Owner::new)).isEqualTo(new Owner("alice"));
    assertThat(Requests.refusal(() -> Fields.read("owner", "a b", Owner::new)))
        .containsEntry("code", "invalid-field")
        .containsEntry("field", "owner")
        .containsEntry(
            "detail", "'owner' is refused: an owner has 1 to 64 characters of [A-Za-z0-9._-].");
  }
}
