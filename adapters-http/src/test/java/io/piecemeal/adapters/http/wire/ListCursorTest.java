package io.piecemeal.adapters.http.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.piecemeal.adapters.http.problem.RequestRejected;
import io.piecemeal.domain.upload.FileId;
import io.piecemeal.domain.upload.FileQuery;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The positions that callers pass back. */
class ListCursorTest {

  @Test
  void keepsAPositionToTheMicrosecond() {
    FileQuery.Position position =
        new FileQuery.Position(
            Instant.parse("2026-04-13T05:32:04.123456Z"), new FileId("a".repeat(32)));
    assertThat(ListCursor.decode(ListCursor.encode(position))).isEqualTo(position);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "====", "MQ", "MS5h", "äöü", "LTEuYWFhYWFhYWFhYWFhYWFhYWFhYWFh"})
  void refusesWhatItDidNotWrite(String cursor) {
    assertThatThrownBy(() -> ListCursor.decode(cursor)).isInstanceOf(RequestRejected.class);
  }
}
